import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** With more a certificate would not stay under 200 kB. */
const MOST_BYTES = 120_000;
const PNG = [0x89, 0x50, 0x4e, 0x47];
const JPEG = [0xff, 0xd8, 0xff];

/** A chamber's own logo, `<chamber>.png` or `.jpg`; null where there is none, or none that fits. */
export function createLogoFolder(folder: string | undefined): (chamber: string) => Promise<Buffer | null> {
  return async (chamber) => {
    // The name comes from the records: it stays inside the folder all the same.
    if (!folder || !/^[a-z0-9][a-z0-9-]*$/i.test(chamber)) return null;
    for (const extension of ['png', 'jpg', 'jpeg']) {
      const bytes = await pictureAt(join(folder, `${chamber}.${extension}`));
      if (bytes) return bytes;
    }
    return null;
  };
}

async function pictureAt(file: string): Promise<Buffer | null> {
  try {
    if ((await stat(file)).size > MOST_BYTES) return null;
    const bytes = await readFile(file);
    return [PNG, JPEG].some((magic) => magic.every((byte, at) => bytes[at] === byte)) ? bytes : null;
  } catch {
    return null;
  }
}
