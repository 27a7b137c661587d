import { once } from 'node:events';
import { stringify } from 'csv-stringify';
import { flat, type Rows } from './flat.ts';

/** UTF-8 with a BOM, so that Excel reads accents; what would be a formula is text. */
export async function* csv(columns: string[], rows: Rows): AsyncIterable<string> {
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
