import { InvalidInputError, InvalidSpreadsheetError, readSheet } from 'read-excel-file/node';
import { MOST_ROWS, type Table, type TableRefusal } from '../../usecases/enrolments/table.ts';

/** A zip says how much it unpacks to; one that would fill the memory is not opened. */
const MOST_UNPACKED = 100 * 1024 * 1024;

/** The first sheet of an XLSX. Numbers keep their digits, dates become days, a formula is what it came to. */
export async function readWorkbook(bytes: Uint8Array): Promise<Table | TableRefusal> {
  if (unpackedSize(bytes) > MOST_UNPACKED) return { kind: 'refused', reason: 'too-big' };
  try {
    const data = await readSheet(Buffer.from(bytes), { trim: true });
    const rows = data
      .map((cells, index) => ({ line: index + 1, cells: cells.map(cellText) }))
      .filter(({ cells }) => cells.some((cell) => cell !== ''));
    if (rows.length > MOST_ROWS + 1) return { kind: 'refused', reason: 'too-many-rows' };
    return rows.length > 0 ? { kind: 'table', rows } : { kind: 'refused', reason: 'empty' };
  } catch (error) {
    if (error instanceof InvalidInputError && error.code === 'NO_DATA')
      return { kind: 'refused', reason: 'empty' };
    if (error instanceof InvalidInputError || error instanceof InvalidSpreadsheetError)
      return { kind: 'refused', reason: 'broken' };
    throw error;
  }
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().slice(0, 10);
  if (typeof cell === 'number')
    return Number.isInteger(cell) ? cell.toLocaleString('en', { useGrouping: false }) : String(cell);
  return String(cell).trim();
}

const CENTRAL_ENTRY = 0x02014b50;
const UNPACKED_AT = 24;
const VARIABLE_AT = 28;
const ENTRY_BYTES = 46;

/** As the zip's central directory tells it (PKWARE APPNOTE 4.3.12). */
function unpackedSize(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let size = 0;
  for (let at = 0; at + ENTRY_BYTES <= bytes.length; at++) {
    if (bytes[at] !== 0x50 || view.getUint32(at, true) !== CENTRAL_ENTRY) continue;
    size += view.getUint32(at + UNPACKED_AT, true);
    at += ENTRY_BYTES + view.getUint16(at + VARIABLE_AT, true) - 1;
  }
  return size;
}
