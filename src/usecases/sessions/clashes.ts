import type { Session } from '../../domain/session.ts';
import { type Assigning, assignSession } from './assign-session.ts';
import { LONGEST_MS } from './engagements.ts';

type Taken = Pick<Session, 'advisorId' | 'startsAt' | 'endsAt'>;

/**
 * A booking claims its advisor's time, a session with seats does not. Where one is made in the very moment in which
 * somebody takes that time, both look again after they wrote: whoever sees the other gives the session with seats to
 * the pool, where a coordinator finds it another advisor. The ids of those.
 */
export async function poolClashes(
  house: Assigning,
  { advisorId, startsAt, endsAt }: Taken,
): Promise<string[]> {
  if (advisorId === null) return [];
  const { sessions, bookings } = house.ports;
  const span = { from: new Date(startsAt.getTime() - LONGEST_MS), to: endsAt };
  const [all, booked] = await Promise.all([
    sessions.between({ ...span, advisorId }),
    bookings.ofAdvisor(advisorId, { from: span.from, to: new Date(endsAt.getTime() + LONGEST_MS) }),
  ]);
  const alone = booked.filter(({ claims }) => claims.some((claim) => claim.startsWith('a:')));
  const clashing = all.filter(
    (session) => session.seats > 1 && session.endsAt > startsAt && alone.some((one) => overlap(one, session)),
  );
  for (const { id } of clashing)
    await assignSession(house, { sessionId: id, to: null, key: `clash-${id}-${advisorId}` });
  return clashing.map(({ id }) => id);
}

type Span = Pick<Session, 'startsAt' | 'endsAt'>;

function overlap(one: Span, other: Span): boolean {
  return one.startsAt < other.endsAt && other.startsAt < one.endsAt;
}
