import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadRoute } from '../../src/adapters/files/route-file.ts';
import { readTable } from '../../src/adapters/sheets/read-table.ts';
import { FOLDERS } from '../../src/composition/paths.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fortaleser-yaml-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const shipped = readFileSync(join(FOLDERS.data, 'route.yaml'), 'utf8');
function load(text: string): () => unknown {
  writeFileSync(join(folder, 'route.yaml'), text);
  return () => loadRoute(folder);
}

/** Each anchor holds nine of the one before: a billion words in the end. */
const LAUGHS = Array.from({ length: 10 }, (_, n) =>
  n === 0
    ? 'a0: &a0 [x]'
    : `a${n}: &a${n} [${Array(9)
        .fill(`*a${n - 1}`)
        .join(', ')}]`,
).join('\n');

describe('a YAML file', () => {
  it('as it is shipped is read', () => {
    expect(load(shipped)).not.toThrow();
  });

  it.each([
    ['names a function to be run', shipped.replace("version: '2026-11'", 'version: !!js/function "() => 1"')],
    ['unfolds to a billion words', `${shipped}\n${LAUGHS}`],
    ['reaches for what every object has', `${shipped}\n__proto__: { polluted: true }`],
    ['says one thing twice', `${shipped}\nholdMinutes: 900`],
    ['knows a setting that is none', `${shipped}\nadmin: true`],
  ])('that %s is refused', (_what, text) => {
    const warn = process.emitWarning;
    process.emitWarning = () => undefined;
    const loaded = load(text);
    if (text.includes('!!js')) expect(loaded()).toMatchObject({ version: '() => 1' });
    else expect(loaded).toThrow();
    process.emitWarning = warn;
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

it('a workbook that would fill the memory is not opened', async () => {
  const entry = new Uint8Array(46);
  const view = new DataView(entry.buffer);
  view.setUint32(0, 0x02014b50, true);
  view.setUint32(24, 500 * 1024 * 1024, true);
  expect(await readTable(entry)).toEqual({ kind: 'refused', reason: 'too-big' });
});
