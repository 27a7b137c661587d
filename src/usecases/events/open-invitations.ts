import type { ProgrammeEvent } from '../../domain/event.ts';
import type { Enrolments } from '../enrolment-ports.ts';
import type { EventPorts } from '../event-ports.ts';

type Ports = EventPorts & { enrolments: Pick<Enrolments, 'ofContact'> };

/** Events ahead that somebody may answer: those of the chambers that accompany them, and those they answered. */
export async function openInvitations(
  { events, rsvps, enrolments }: Ports,
  { contactId, now }: { contactId: string; now: Date },
): Promise<ProgrammeEvent[]> {
  const [businesses, answers] = await Promise.all([
    enrolments.ofContact(contactId),
    rsvps.ofContact(contactId),
  ]);
  const chambers = [...new Set(businesses.map(({ chamber }) => chamber))];
  const theirs = chambers.map((chamber) => events.list({ chamber, status: ['published'], from: now }));
  const answered = await Promise.all(answers.map(({ eventId }) => events.get(eventId)));
  const ahead = answered.filter((event) => event?.status === 'published' && event.startsAt > now);
  const all = [...(await Promise.all(theirs)).flat(), ...ahead].filter((event) => event !== null);
  return [...new Map(all.map((event) => [event.id, event])).values()].toSorted(
    (one, other) => one.startsAt.getTime() - other.startsAt.getTime(),
  );
}
