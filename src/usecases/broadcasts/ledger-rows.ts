import type { Broadcast, BroadcastRow } from '../../domain/broadcast.ts';
import { rsvpIdOf } from '../../domain/rsvp.ts';
import type { Rsvps } from '../event-ports.ts';
import type { Contacts } from '../ports.ts';
import type { Audiences, BroadcastRows, RowFilter } from './ports.ts';

export type Ledger = {
  rows: Pick<BroadcastRows, 'list'>;
  audiences: Pick<Audiences, 'sample'>;
  contacts: Pick<Contacts, 'get'>;
  rsvps: Pick<Rsvps, 'get'>;
};

/** What became of one person's message, and what they answered. */
export type LedgerRow = { row: BroadcastRow; name: string | null; answer: string | null };

/** A page of a broadcast's people, by contact. */
export async function ledgerPage(
  { rows, audiences, rsvps }: Omit<Ledger, 'contacts'>,
  { id, subject }: Pick<Broadcast, 'id' | 'subject'>,
  filter: RowFilter,
  page: { limit: number; after?: string | undefined },
): Promise<LedgerRow[]> {
  const found = await rows.list(id, filter, page);
  const people = await audiences.sample(found.map(({ contactId }) => contactId));
  const names = new Map(people.map(({ contactId, name }) => [contactId, name]));
  return await Promise.all(
    found.map(async (row) => {
      const rsvp =
        subject.kind === 'event' ? await rsvps.get(rsvpIdOf(subject.eventId, row.contactId)) : null;
      return { row, name: names.get(row.contactId) ?? null, answer: rsvp?.answer ?? null };
    }),
  );
}

const PAGE = 500;

/** Everybody of a broadcast, to be taken out: for a person who may read them. */
export async function* ledgerRows(
  ledger: Ledger,
  broadcast: Pick<Broadcast, 'id' | 'subject'>,
): AsyncIterable<Record<string, unknown>> {
  let after: string | undefined;
  do {
    const page = await ledgerPage(ledger, broadcast, {}, { limit: PAGE, after });
    for (const { row, name, answer } of page) {
      const contact = await ledger.contacts.get(row.contactId);
      const { contactId, bin, state, attempts, code, reason, dueAt, sentAt, changedAt } = row;
      yield {
        ...{ contactId, contact: contact?.identities[0]?.value ?? null, name, bin, state, attempts },
        ...{ code, reason, answer, dueAt, sentAt, changedAt },
      };
    }
    after = page.length === PAGE ? page.at(-1)?.row.contactId : undefined;
  } while (after);
}
