import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createLogoFolder } from '../../src/adapters/files/logo-folder.ts';

const parent = mkdtempSync(join(tmpdir(), 'logos-'));
const folder = join(parent, 'logos');
mkdirSync(folder);
afterAll(() => rmSync(parent, { recursive: true }));

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]);
writeFileSync(join(folder, 'cali.png'), PNG);
writeFileSync(join(folder, 'pasto.jpg'), Buffer.from([0xff, 0xd8, 0xff, 0xe0]));
writeFileSync(join(folder, 'text.png'), 'hello');
writeFileSync(join(folder, 'huge.png'), Buffer.concat([PNG, Buffer.alloc(200_000)]));
writeFileSync(join(parent, 'secret.png'), PNG);

it.each(['cali', 'pasto'])('%s has one', async (chamber) => {
  expect(await createLogoFolder(folder)(chamber)).toBeInstanceOf(Buffer);
});

it.each(['ibague', 'text', 'huge', '../secret', 'cali/../../secret', '..', ''])(
  '%j has none: no file, no picture, too large, or outside the folder',
  async (chamber) => {
    expect(await createLogoFolder(folder)(chamber)).toBeNull();
  },
);

it('nobody has one where no folder is set', async () => {
  expect(await createLogoFolder(undefined)('cali')).toBeNull();
});
