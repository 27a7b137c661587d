import type { Booking } from '../../domain/booking.ts';
import type { Session, SessionKind } from '../../domain/session.ts';
import { type BookingOutcome, book } from './book.ts';
import { cancelBooking, confirmHold } from './change-booking.ts';
import { poolClashes } from './clashes.ts';
import { sessionOf } from './in-words.ts';
import {
  advisorTimeOf,
  allOffers,
  type Booking as House,
  type Offer,
  overlapping,
  ownBookings,
} from './offer-times.ts';
import { rowIdOf } from './rows.ts';
import type { Booker } from './who-may-book.ts';

export type Holding =
  | { kind: 'held'; booking: Booking; session: Session }
  /** Nobody has this time to give any more. */
  | { kind: 'gone' }
  | { kind: 'full'; session: Session }
  | { kind: 'overlaps'; with: Booking };

type Choosing = { key: string; booker: Booker; kind: SessionKind; row: string; now: Date };

/** Holds the time of a tapped row while somebody confirms it; where its advisor was quicker taken, another one's who is free then. */
export async function holdTime(house: House, choosing: Choosing): Promise<Holding> {
  const { key, booker, kind, row, now } = choosing;
  const { contactId, area } = booker;
  const known = await house.ports.bookings.get(key);
  if (known?.state === 'held') return await holdingOf(house, known);
  await letGoOfHolds(house, { key, contactId, now });
  const own = await ownBookings(house, { contactId, now });
  const tried = new Set<string>();
  for (;;) {
    const offers = await allOffers(house, { kind, contactId, area, now });
    const offer = offers.find(({ session }) => rowIdOf(session) === row);
    if (!offer || tried.has(offer.session.id)) return { kind: 'gone' };
    tried.add(offer.session.id);
    const other = overlapping(own, offer.session);
    if (other) return { kind: 'overlaps', with: other };
    const outcome = await hold(house, choosing, offer);
    if (outcome.kind === 'held' || outcome.kind === 'booked') return await holdingOf(house, outcome.booking);
    if (outcome.kind === 'full') return { kind: 'full', session: offer.session };
    if (outcome.kind === 'overlaps') return outcome;
  }
}

async function hold(house: House, { key, booker, now }: Choosing, offer: Offer): Promise<BookingOutcome> {
  const { session, free } = offer;
  if (free <= 0) return { kind: 'full' };
  const { contactId, enrolmentId } = booker;
  const advisor = await advisorTimeOf(house, session);
  const heldUntil = new Date(now.getTime() + house.route.holdMinutes * 60_000);
  const request = { key, session, contactId, enrolmentId, advisor, now, heldUntil };
  const outcome = await book(house.ports.bookings, request);
  await poolClashes(house, session);
  return outcome;
}

async function holdingOf(house: House, booking: Booking): Promise<Holding> {
  return { kind: 'held', booking, session: await sessionOf(house, booking) };
}

/** The times somebody let go of by choosing anew are free for everybody, for them too. */
export async function letGoOfHolds(
  { ports: { bookings } }: { ports: Pick<House['ports'], 'bookings'> },
  { key, contactId, now }: { key: string; contactId: string; now: Date },
): Promise<void> {
  for (const { id, state } of await bookings.ofContact(contactId, now))
    if (state === 'held' && !id.startsWith('w-') && id !== key)
      await cancelBooking(bookings, { key: `${key}-instead`, bookingId: id, contactId, now });
}

export type Taken =
  | { kind: 'booked'; booking: Booking; session: Session }
  | { kind: 'gone' }
  | { kind: 'overlaps'; with: Booking };

/** Makes what was held a booking. A hold that was let go of meanwhile is tried once more at the same time, if it is free. */
export async function bookHeld(
  house: House,
  act: { key: string; holdId: string; contactId: string; now: Date },
): Promise<Taken> {
  const { key, holdId: bookingId, contactId, now } = act;
  const { bookings } = house.ports;
  const before = await bookings.get(key);
  if (before?.state === 'booked') return await takenOf(house, before);
  const held = await bookings.get(bookingId);
  if (!held || held.contactId !== contactId) return { kind: 'gone' };
  await keepSession(house, held);
  const confirmed = await confirmHold(bookings, { key, bookingId, contactId, now });
  if (confirmed.kind === 'booked') return await takenOf(house, confirmed.booking);
  const { kind, enrolmentId, sessionId } = held;
  const offers = await allOffers(house, { kind, contactId, area: null, now });
  const offer = offers.find(({ session, free }) => session.id === sessionId && free > 0);
  if (!offer) return { kind: 'gone' };
  const { session } = offer;
  const advisor = await advisorTimeOf(house, session);
  const request = { key, session, contactId, enrolmentId, advisor, now, heldUntil: null };
  const outcome = await book(bookings, request);
  await poolClashes(house, session);
  if (outcome.kind === 'booked') return { kind: 'booked', booking: outcome.booking, session };
  return outcome.kind === 'overlaps' ? outcome : { kind: 'gone' };
}

/** An individual session begins to be with its booking; where it is held is kept as it was then. */
export async function keepSession(house: House, booking: Booking): Promise<Session> {
  const session = await sessionOf(house, booking);
  if (house.route.kinds[booking.kind].seats === 1) await house.ports.sessions.insert(session);
  return session;
}

async function takenOf(house: House, booking: Booking): Promise<Taken> {
  return { kind: 'booked', booking, session: await sessionOf(house, booking) };
}
