import type { ProgrammeEvent } from '../../domain/event.ts';
import { rsvpIdOf } from '../../domain/rsvp.ts';
import type { Enrolments } from '../enrolment-ports.ts';
import type { RsvpFilter, RsvpRecord, Rsvps } from '../event-ports.ts';

/** Somebody of an event, as the door sees them. */
export type Guest = {
  contactId: string;
  name: string | null;
  businessName: string | null;
  /** Null where they have not answered. */
  rsvp: RsvpRecord | null;
};

type Ports = {
  rsvps: Pick<Rsvps, 'list' | 'get'>;
  enrolments: Pick<Enrolments, 'ofContact' | 'list'>;
};

/** Who answered, by the answers' ids, with the name each is enrolled by. */
export async function guestsOf(
  { rsvps, enrolments }: Ports,
  eventId: string,
  filter: RsvpFilter,
  page: { limit: number; after?: string | undefined },
): Promise<(Guest & { rsvp: RsvpRecord })[]> {
  const found = await rsvps.list(eventId, filter, page);
  return await Promise.all(
    found.map(async (rsvp) => {
      const [enrolment] = await enrolments.ofContact(rsvp.contactId);
      const { name = null, businessName = null } = enrolment ?? {};
      return { contactId: rsvp.contactId, name, businessName, rsvp };
    }),
  );
}

const MOST_FOUND = 20;

/** People of the event's chamber by words of their own or their business's name, asked or not. */
export async function findGuests(
  { rsvps, enrolments }: Ports,
  { id, chamber }: Pick<ProgrammeEvent, 'id' | 'chamber'>,
  named: string,
): Promise<Guest[]> {
  if (!named.trim()) return [];
  const found = await enrolments.list({ chamber, named, status: 'active' }, { limit: MOST_FOUND });
  const people = new Map(found.map((enrolment) => [enrolment.contactId, enrolment]));
  return await Promise.all(
    [...people.values()].map(async ({ contactId, name, businessName }) => ({
      ...{ contactId, name, businessName },
      rsvp: await rsvps.get(rsvpIdOf(id, contactId)),
    })),
  );
}
