import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { stringify } from 'csv-stringify';
import { EXPORTED, exporters, isExported } from '../adapters/mongo/exports.ts';
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

type Rows = AsyncIterable<Record<string, unknown>>;

/** Rows differ in what they nest: all are looked at before the first is printed. */
async function columnsOf(rows: Rows): Promise<string[]> {
  const columns = new Set<string>();
  for await (const row of rows) for (const name of Object.keys(flat(row))) columns.add(name);
  return [...columns];
}

async function* csv(columns: string[], rows: Rows): AsyncIterable<string> {
  const table = stringify({
    header: true,
    columns,
    bom: true,
    escape_formulas: true,
    cast: { date: (at) => at.toISOString() },
  });
  const filling = (async () => {
    for await (const row of rows) if (!table.write(flat(row))) await once(table, 'drain');
    table.end();
  })();
  for await (const chunk of table) yield String(chunk);
  await filling;
}

/** Nested values become columns: `answers.people.said`. */
function flat(row: Record<string, unknown>, prefix = ''): Record<string, unknown> {
  return Object.assign(
    {},
    ...Object.entries(row).map(([name, value]) => {
      const nested =
        value !== null && typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date);
      if (nested) return flat(value as Record<string, unknown>, `${prefix}${name}.`);
      return { [prefix + name]: Array.isArray(value) ? JSON.stringify(value) : value };
    }),
  );
}

async function print(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}
