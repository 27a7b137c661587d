import type { Table, TableRefusal } from '../../usecases/enrolments/table.ts';
import { readCsv } from './csv.ts';
import { readWorkbook } from './workbook.ts';

/** A list of ten thousand people is below 2 MB; the rest is a mistake. */
const MOST_BYTES = 10 * 1024 * 1024;

const isZip = (bytes: Uint8Array) => bytes[0] === 0x50 && bytes[1] === 0x4b;
/** The container of Excel 97–2003. */
const isOldExcel = (bytes: Uint8Array) => bytes[0] === 0xd0 && bytes[1] === 0xcf;

/** A CSV or XLSX file, recognised by what it holds and not by its name. */
export async function readTable(bytes: Uint8Array): Promise<Table | TableRefusal> {
  if (bytes.length > MOST_BYTES) return { kind: 'refused', reason: 'too-big' };
  if (isOldExcel(bytes)) return { kind: 'refused', reason: 'old-excel' };
  return isZip(bytes) ? await readWorkbook(bytes) : readCsv(bytes);
}
