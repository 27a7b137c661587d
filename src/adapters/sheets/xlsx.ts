import writeExcelFile, { type Cell } from 'write-excel-file/node';
import { flat, type Rows } from './flat.ts';

/** A workbook is made in memory: this many rows take some tens of megabytes. */
export const XLSX_ROWS = 20_000;

/** Null where there are more rows than that. Cells are typed, so text is never read as a formula. */
export async function xlsx(rows: Rows): Promise<Buffer | null> {
  const found: Record<string, unknown>[] = [];
  for await (const row of rows) {
    if (found.length === XLSX_ROWS) return null;
    found.push(flat(row));
  }
  const columns = [...new Set(found.flatMap((row) => Object.keys(row)))];
  const header = columns.map((name): Cell => ({ value: name, type: String, fontWeight: 'bold' }));
  const lines = found.map((row) => columns.map((name) => cell(row[name])));
  const sheet = { columns: columns.map(() => ({ width: 22 })), stickyRowsCount: 1 };
  return await writeExcelFile([header, ...lines], sheet).toBuffer();
}

function cell(value: unknown): Cell {
  if (value === null || value === undefined || value === '') return null;
  if (value instanceof Date) return { value, type: Date, format: 'yyyy-mm-dd hh:mm' };
  if (typeof value === 'number') return { value, type: Number };
  if (typeof value === 'boolean') return { value, type: Boolean };
  return { value: String(value), type: String };
}
