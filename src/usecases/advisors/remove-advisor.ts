import type { Calendar, SessionPorts } from '../session-ports.ts';
import { assignSession } from '../sessions/assign-session.ts';

export type Removed = { kind: 'removed'; pooled: number } | { kind: 'unknown' };

type Removing = { ports: Pick<SessionPorts, 'advisors' | 'sessions' | 'bookings'>; calendar: Calendar };

/** Further ahead nothing is booked. */
const AHEAD_MS = 400 * 24 * 60 * 60_000;
/** Somebody may book while their sessions are given away; once removed, nobody is offered their times. */
const ROUNDS = 3;

/** Takes an advisor out, and puts what they still had before them into the pool, bookings and all. Done again it goes on. */
export async function removeAdvisor(
  house: Removing,
  { id, now }: { id: string; now: Date },
): Promise<Removed> {
  const { ports } = house;
  const advisor = await ports.advisors.get(id);
  if (!advisor) return { kind: 'unknown' };
  // First, so that no time of theirs is offered any more.
  if (advisor.status === 'active') await ports.advisors.change(advisor, { status: 'removed' });
  let pooled = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const left = await sessionsAhead(house, id, now);
    if (left.length === 0) break;
    for (const sessionId of left) {
      const assigned = await assignSession(house, { sessionId, to: null, key: `remove-${id}-${sessionId}` });
      if (assigned.kind === 'assigned') pooled++;
    }
  }
  return { kind: 'removed', pooled };
}

/** With seats, or of one person who has it booked. */
async function sessionsAhead({ ports }: Removing, advisorId: string, now: Date): Promise<string[]> {
  const span = { from: now, to: new Date(now.getTime() + AHEAD_MS) };
  const [sessions, bookings] = await Promise.all([
    ports.sessions.between({ ...span, advisorId }),
    ports.bookings.ofAdvisor(advisorId, span),
  ]);
  const seated = sessions.filter(({ seats }) => seats > 1).map(({ id }) => id);
  const booked = bookings.filter(({ claims }) => claims.length > 0).map(({ sessionId }) => sessionId);
  return [...new Set([...seated, ...booked])];
}
