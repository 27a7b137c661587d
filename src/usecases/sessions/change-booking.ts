import { type Booking, claimsOf } from '../../domain/booking.ts';
import type { Session } from '../../domain/session.ts';
import type { BookingRecord, BookingRecords } from '../session-ports.ts';
import { type AdvisorTime, type BookingOutcome, settleCollision } from './book.ts';

type Act = { key: string; bookingId: string; now: Date };
type OwnAct = Act & { contactId: string };

export type Confirmed = { kind: 'booked'; booking: Booking } | { kind: 'gone' };

/**
 * Makes a hold a booking. One that is over but that nobody took meanwhile still stands: letting go of it is a write
 * of its own, so that one of the two wins.
 */
export async function confirmHold(bookings: BookingRecords, act: OwnAct): Promise<Confirmed> {
  const held = await bookings.get(act.bookingId);
  if (!held || held.contactId !== act.contactId) return { kind: 'gone' };
  if (held.state === 'booked') return { kind: 'booked', booking: held };
  if (held.state !== 'held' || held.startsAt <= act.now) return { kind: 'gone' };
  const changed = await bookings.change(held, { state: 'booked', heldUntil: null }, act.key);
  if (changed.kind === 'changed') return { kind: 'booked', booking: changed.booking };
  const now = await bookings.get(act.bookingId);
  return now?.state === 'booked' ? { kind: 'booked', booking: now } : { kind: 'gone' };
}

export type Cancelled = { kind: 'cancelled'; booking: Booking } | { kind: 'not-open' };

/** Lets go of a hold or a booking. Cancelling what is cancelled changes nothing. */
export async function cancelBooking(
  bookings: BookingRecords,
  act: Act & { contactId?: string },
): Promise<Cancelled> {
  for (;;) {
    const found = await bookings.get(act.bookingId);
    if (!found || (act.contactId && found.contactId !== act.contactId)) return { kind: 'not-open' };
    if (found.state === 'cancelled') return { kind: 'cancelled', booking: found };
    if (found.state !== 'booked' && found.state !== 'held') return { kind: 'not-open' };
    const changed = await bookings.change(found, { state: 'cancelled', claims: [] }, act.key);
    if (changed.kind === 'changed') return { kind: 'cancelled', booking: changed.booking };
  }
}

export type Moved =
  | Exclude<BookingOutcome, { kind: 'held' | 'booked' }>
  | { kind: 'moved'; booking: Booking }
  | { kind: 'gone' };

const MOST_ROUNDS = 60;

/** Another time for the same booking: the old one is let go of in the write that takes the new one. */
export async function moveBooking(
  bookings: BookingRecords,
  move: OwnAct & { session: Session; advisor: AdvisorTime | null },
): Promise<Moved> {
  const place = { seat: 1, nth: 1 };
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const found = await bookings.get(move.bookingId);
    if (!found || found.contactId !== move.contactId) return { kind: 'gone' };
    if (found.acts.includes(move.key)) return { kind: 'moved', booking: found };
    if (found.state !== 'booked') return { kind: 'gone' };
    if (place.seat > move.session.seats) return { kind: 'full' };
    if (place.nth > (move.advisor?.maxPerDay ?? 1)) return { kind: 'taken' };
    const change = changeTo(found, move, place);
    const changed = await bookings.change(found, change, move.key);
    if (changed.kind === 'changed') return { kind: 'moved', booking: changed.booking };
    if (changed.kind === 'lost') continue;
    const collision = await settleCollision(bookings, { ...found, ...change }, move);
    if (collision.kind === 'end') return collision.outcome as Moved;
    if (collision.kind === 'day') place.nth++;
    else if (move.session.seats > 1 && (await isTaken(bookings, move.session.id, place.seat))) place.seat++;
  }
  return { kind: 'taken' };
}

async function isTaken(bookings: BookingRecords, sessionId: string, seat: number): Promise<boolean> {
  return (await bookings.seatsTaken(sessionId)).some((one) => one.seat === seat);
}

type NewTime = Omit<
  BookingRecord,
  'id' | 'acts' | 'contactId' | 'enrolmentId' | 'state' | 'madeAt' | 'heldUntil'
>;

function changeTo(
  found: BookingRecord,
  { session, advisor, contactId }: { session: Session; advisor: AdvisorTime | null; contactId: string },
  { seat, nth }: { seat: number; nth: number },
): NewTime {
  const { id: sessionId, kind, advisorId, chamber, startsAt, endsAt } = session;
  const theirs = advisor && { ...advisor, nth };
  return {
    ...{ sessionId, kind, advisorId, chamber, startsAt, endsAt, seat },
    revision: found.revision + 1,
    confirmedAt: null,
    claims: claimsOf({ sessionId, seat, contactId, startsAt, endsAt, advisor: theirs }),
  };
}
