import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FOLDERS } from '../../src/composition/paths.ts';

/** A copy of the product's flows and texts, to be broken. */
export type Voice = {
  flows: string;
  locales: string;
  /** Replaces words that must be there. */
  change(file: string, from: string, to: string): void;
  lineOf(file: string, words: string): number;
  remove(): void;
};

export function copyVoice(): Voice {
  const root = mkdtempSync(join(tmpdir(), 'fortaleser-voice-'));
  const [flows, locales] = [join(root, 'flows'), join(root, 'locales')];
  cpSync(FOLDERS.flows, flows, { recursive: true });
  cpSync(FOLDERS.locales, locales, { recursive: true });
  const read = (file: string) => readFileSync(join(root, file), 'utf8');
  return {
    flows,
    locales,
    change(file, from, to) {
      const text = read(file);
      if (!text.includes(from)) throw new Error(`${file} does not say ${from}`);
      writeFileSync(join(root, file), text.replace(from, to));
    },
    lineOf: (file, words) =>
      read(file)
        .split('\n')
        .findIndex((line) => line.includes(words)) + 1,
    remove: () => rmSync(root, { recursive: true }),
  };
}
