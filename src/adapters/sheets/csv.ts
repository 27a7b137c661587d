import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { MOST_ROWS, type Table, type TableRefusal } from '../../usecases/enrolments/table.ts';

/** Comma, semicolon (Excel in Spanish) or tab; UTF-8 with or without BOM, UTF-16 with one, or Latin-1. */
export function readCsv(bytes: Uint8Array): Table | TableRefusal {
  const text = decode(bytes);
  if (text.includes('\0')) return { kind: 'refused', reason: 'not-text' };
  try {
    const read = parse(text, {
      delimiter: delimiterOf(text),
      info: true,
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      trim: true,
      to: MOST_ROWS + 2,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    const rows = read
      .map(({ record, info }) => ({ line: info.lines, cells: record }))
      .filter(({ cells }) => cells.some((cell) => cell !== ''));
    if (rows.length > MOST_ROWS + 1) return { kind: 'refused', reason: 'too-many-rows' };
    return rows.length > 0 ? { kind: 'table', rows } : { kind: 'refused', reason: 'empty' };
  } catch (error) {
    if (error instanceof CsvError) return { kind: 'refused', reason: 'broken' };
    throw error;
  }
}

function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

const DELIMITERS = [',', ';', '\t'];

/** The one the header holds most of, outside quotes. */
function delimiterOf(text: string): string {
  const [header = ''] = text.replace(/"[^"]*"/g, '').split(/\r?\n|\r/, 1);
  const count = (delimiter: string) => header.split(delimiter).length;
  return DELIMITERS.reduce((best, one) => (count(one) > count(best) ? one : best));
}
