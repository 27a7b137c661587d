import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { EXPORTED, exporters, isExported } from '../adapters/mongo/exports.ts';
import { csv } from '../adapters/sheets/csv-writer.ts';
import { columnsOf } from '../adapters/sheets/flat.ts';
import { inRecords } from '../composition/open-records.ts';
import { UsageFault } from './usage.ts';

/** Prints records as JSON Lines or CSV (UTF-8 with BOM, formulas neutralised), one at a time. */
export async function exportRecords(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    options: { format: { type: 'string', default: 'jsonl' } },
    allowPositionals: true,
  });
  const [what = ''] = positionals;
  const { format } = values;
  if (!isExported(what) || (format !== 'jsonl' && format !== 'csv'))
    throw new UsageFault(`usage: export ${EXPORTED.join('|')} [--format jsonl|csv]`);
  await inRecords(async ({ records, vault }) => {
    const rows = exporters(records.models, vault)[what];
    if (format === 'jsonl') for await (const row of rows()) await print(`${JSON.stringify(row)}\n`);
    else for await (const chunk of csv(await columnsOf(rows()), rows())) await print(chunk);
  });
}

async function print(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}
