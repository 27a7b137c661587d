import { type Notifying, notify } from '../notify.ts';
import type { BookingRecord } from '../session-ports.ts';
import { type Assigned, type Assigning, assignSession } from './assign-session.ts';
import { poolClashes } from './clashes.ts';

export type Giving = Assigning & { notifying: Notifying };

/** Gives a session to another advisor, or into the pool; who booked it hears who attends them from now on. */
export async function giveSession(
  house: Giving,
  act: { sessionId: string; to: string | null; key: string },
): Promise<Assigned> {
  const assigned = await assignSession(house, act);
  const advisor = act.to === null ? null : await house.ports.advisors.get(act.to);
  if (assigned.kind !== 'assigned' || !advisor) return assigned;
  const pooled = await poolClashes(house, assigned.session);
  if (pooled.includes(assigned.session.id)) return { kind: 'advisor-busy' };
  for (const booking of await house.ports.bookings.ofSession(assigned.session.id))
    if (booking.state === 'booked') await tell(house.notifying, booking, advisor.name);
  return assigned;
}

async function tell(notifying: Notifying, booking: BookingRecord, advisor: string): Promise<void> {
  const { id, contactId, revision, startsAt } = booking;
  await notify(notifying, {
    // Another advisor is another revision.
    key: `session-advisor-${id}-${revision}`,
    ...{ contactId, name: 'session-advisor', subject: id, purpose: 'notice', requested: true },
    params: (locale) => ({ advisor, when: notifying.texts.moment(locale, startsAt) }),
  });
}
