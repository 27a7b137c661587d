import { readFile } from 'node:fs/promises';
import { readTable } from '../../adapters/sheets/read-table.ts';
import type { OpenRecords } from '../../composition/open-records.ts';
import { enrolAll } from '../../usecases/enrolments/enrol-business.ts';
import { previewImport, type RowOutcome } from '../../usecases/enrolments/preview-import.ts';
import { UsageFault } from '../usage.ts';
import { enrollingOf, givenOf, readOptions, worldOf } from './options.ts';

/** Says what an import would do, row by row; with --apply it does it. */
export function importEnrolments(args: string[]): ((open: OpenRecords) => Promise<void>) | null {
  const { values, positionals } = readOptions(args);
  const [path, ...more] = positionals;
  if (!path || more.length > 0) return null;
  return async (open) => {
    const table = await readTable(await bytesOf(path));
    if (table.kind === 'refused') throw new UsageFault(`${path} cannot be imported: ${table.reason}`);
    const house = { ports: open, world: await worldOf(open) };
    const { phone, name, business, ...defaults } = givenOf(values);
    const preview = await previewImport(house, table, defaults);
    if (preview.kind === 'refused')
      throw new UsageFault(`${path} cannot be imported: ${preview.reason} (${preview.field})`);
    for (const row of preview.rows) if (row.bin !== 'new' || !values.apply) printRow(row);
    const entries = preview.rows.flatMap((row) => (row.bin === 'new' ? [row.entry] : []));
    const done = values.apply ? await enrolAll(enrollingOf(open, values.by), entries) : null;
    const { ignored, counts } = preview;
    console.log(JSON.stringify({ ...(done ? { applied: done } : { preview: true }), counts, ignored }));
    if (!done) console.error('Nothing was written. Add --apply to enrol the new ones.');
  };
}

async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new UsageFault(`${path} cannot be read`, { cause: error });
  }
}

function printRow(row: RowOutcome): void {
  if (row.bin !== 'new') console.log(JSON.stringify(row));
  else console.log(JSON.stringify({ line: row.line, bin: row.bin, ...row.entry }));
}
