import type { Identity } from '../../domain/identity.ts';
import type { RecordPorts } from '../ports.ts';
import { type Header, type HeaderRefusal, readHeader, valuesOf } from './columns.ts';
import { nameKey } from './names.ts';
import { type Defaults, type Entry, type EntryWorld, type Problem, readEntry } from './read-entry.ts';
import type { Row, Table } from './table.ts';

/** Each row lands in exactly one bin. */
export type RowOutcome = { line: number } & (
  | { bin: 'new'; entry: Entry }
  | { bin: 'known'; enrolmentId: string }
  | { bin: 'duplicate'; of: number }
  | Problem
);
export type Bin = RowOutcome['bin'];

export type Preview = {
  kind: 'preview';
  ignored: string[];
  rows: RowOutcome[];
  counts: Partial<Record<Bin, number>>;
};

type Importing = { ports: Pick<RecordPorts, 'contacts' | 'enrolments'>; world: EntryWorld };

/** What an import would do; nothing is written. */
export async function previewImport(
  house: Importing,
  table: Table,
  defaults: Defaults,
): Promise<Preview | HeaderRefusal> {
  const [titles, ...body] = table.rows;
  const header = readHeader(titles ?? { line: 1, cells: [] });
  if (header.kind === 'refused') return header;
  const rows = await withoutKnown(house.ports, sortIntoBins(house.world, { header, body, defaults }));
  const counts: Preview['counts'] = {};
  for (const { bin } of rows) counts[bin] = (counts[bin] ?? 0) + 1;
  return { kind: 'preview', ignored: header.ignored, rows, counts };
}

/** By the file alone. */
export function sortIntoBins(
  world: EntryWorld,
  { header, body, defaults }: { header: Header; body: Row[]; defaults: Defaults },
): RowOutcome[] {
  const firstLine = new Map<string, number>();
  return body.map((row): RowOutcome => {
    const { line } = row;
    const read = readEntry(world, valuesOf(header, row, defaults));
    if (read.kind === 'problem') return { line, ...read.problem };
    const key = `${read.entry.phone} ${nameKey(read.entry.businessName)}`;
    const of = firstLine.get(key);
    if (of !== undefined) return { line, bin: 'duplicate', of };
    firstLine.set(key, line);
    return { line, bin: 'new', entry: read.entry };
  });
}

const AT_ONCE = 500;

async function withoutKnown(ports: Importing['ports'], rows: RowOutcome[]): Promise<RowOutcome[]> {
  const fresh = rows.filter((row) => row.bin === 'new');
  const known = new Map<number, string>();
  for (let at = 0; at < fresh.length; at += AT_ONCE) {
    const batch = fresh.slice(at, at + AT_ONCE);
    const phones = batch.map(({ entry }): Identity => ({ kind: 'phone', value: entry.phone }));
    const contactIds = await ports.contacts.findAll(phones);
    const keys = batch.flatMap(({ line, entry }, index) => {
      const contactId = contactIds[index];
      return contactId ? [{ line, contactId, businessName: entry.businessName }] : [];
    });
    const ids = await ports.enrolments.known(keys);
    for (const [index, { line }] of keys.entries()) {
      const id = ids[index];
      if (id) known.set(line, id);
    }
  }
  return rows.map((row) => {
    const enrolmentId = known.get(row.line);
    return enrolmentId ? { line: row.line, bin: 'known', enrolmentId } : row;
  });
}
