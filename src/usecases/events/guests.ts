import type { Enrolments } from '../enrolment-ports.ts';
import type { RsvpFilter, RsvpRecord, Rsvps } from '../event-ports.ts';

export type Guest = { rsvp: RsvpRecord; name: string | null; businessName: string | null };

/** Answers to an event by id, with the name each is enrolled by. */
export async function guestsOf(
  { rsvps, enrolments }: { rsvps: Pick<Rsvps, 'list'>; enrolments: Pick<Enrolments, 'ofContact'> },
  eventId: string,
  filter: RsvpFilter,
  page: { limit: number; after?: string | undefined },
): Promise<Guest[]> {
  const found = await rsvps.list(eventId, filter, page);
  return await Promise.all(
    found.map(async (rsvp) => {
      const [enrolment] = await enrolments.ofContact(rsvp.contactId);
      return { rsvp, name: enrolment?.name ?? null, businessName: enrolment?.businessName ?? null };
    }),
  );
}
