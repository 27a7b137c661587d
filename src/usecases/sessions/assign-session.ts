import type { Advisor } from '../../domain/advisor.ts';
import { claimsOf } from '../../domain/booking.ts';
import { individualSessionId, type Session } from '../../domain/session.ts';
import type { BookingRecord, Calendar, SessionPorts } from '../session-ports.ts';
import { engagements } from './engagements.ts';

export type Assigned =
  | { kind: 'assigned'; session: Session }
  | { kind: 'unknown-session' }
  | { kind: 'unknown-advisor' }
  /** They have something else at that time, or as many as they take that day. */
  | { kind: 'advisor-busy' }
  /** Somebody else assigned it first. */
  | { kind: 'lost' };

/** Opens the act by which a booking lost its advisor. */
export const POOLED = 'pool-';

export type Assigning = {
  ports: Pick<SessionPorts, 'sessions' | 'bookings' | 'advisors'>;
  calendar: Calendar;
};

/**
 * Gives a session to another advisor, or into the pool. Bookings come first, by their claims, then the session: cut short
 * it is still the former advisor's, and doing it again finishes it.
 */
export async function assignSession(
  house: Assigning,
  { sessionId, to, key }: { sessionId: string; to: string | null; key: string },
): Promise<Assigned> {
  const { ports } = house;
  const session = await ports.sessions.get(sessionId);
  if (session?.status !== 'open') return { kind: 'unknown-session' };
  const advisor = to === null ? null : await ports.advisors.get(to);
  if (to !== null && (advisor?.status !== 'active' || advisor.chamber !== session.chamber))
    return { kind: 'unknown-advisor' };
  if (session.advisorId === to) return { kind: 'assigned', session };
  const becomes = { ...session, id: idFor(session, to), advisorId: to };
  if (advisor) {
    const others = await engagements(ports, advisor.id, { from: session.startsAt, to: session.endsAt });
    if (others.some((id) => id !== becomes.id)) return { kind: 'advisor-busy' };
  }
  if (becomes.id !== session.id) await ports.sessions.insert(becomes);
  for (const { id } of await ports.bookings.ofSession(session.id))
    if (!(await handOver(house, { id, becomes, advisor, key: to === null ? `${POOLED}${key}` : key })))
      return { kind: 'advisor-busy' };
  if (becomes.id !== session.id || (await ports.sessions.assign(session.id, { from: session.advisorId, to })))
    return { kind: 'assigned', session: becomes };
  return { kind: 'lost' };
}

/** An individual one is its advisor's and instant's by id: the former advisor's time is theirs to give again. */
function idFor({ id, seats, startsAt }: Session, to: string | null): string {
  if (seats > 1) return id;
  return to === null ? `pool-${id}` : individualSessionId(to, startsAt);
}

type HandOver = { id: string; becomes: Session; advisor: Advisor | null; key: string };

async function handOver(
  { ports, calendar }: Assigning,
  { id, becomes, advisor, key }: HandOver,
): Promise<boolean> {
  let nth = 1;
  for (;;) {
    const found = await ports.bookings.get(id);
    if (!found || found.claims.length === 0 || found.advisorId === becomes.advisorId) return true;
    const theirs = advisor && becomes.seats === 1 && { ...advisor, day: calendar.dayOf(found.startsAt), nth };
    const { id: sessionId, advisorId } = becomes;
    const claims = claimsOf({ ...found, sessionId, advisor: theirs || null });
    // Reminders of the former advisor mean nothing any more.
    const change = { sessionId, advisorId, claims, revision: found.revision + 1 };
    const changed = await ports.bookings.change(found, change, key);
    if (changed.kind === 'changed') return true;
    if (changed.kind === 'lost') continue;
    if (!advisor || nth >= advisor.maxPerDay || (await isTaken(ports, found, claims))) return false;
    nth++;
  }
}

/** By another session at that time; otherwise it was the place of the day that is taken. */
async function isTaken(
  { bookings }: Pick<SessionPorts, 'bookings'>,
  { id }: BookingRecord,
  claims: string[],
): Promise<boolean> {
  const cells = claims.filter((claim) => claim.startsWith('a:') || claim.startsWith('s:'));
  return (await bookings.holding(cells)).some((other) => other.id !== id);
}
