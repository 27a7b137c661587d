import { type Booking, claimedBy, claimsOf } from '../../domain/booking.ts';
import type { Session } from '../../domain/session.ts';
import type { BookingRecord, BookingRecords } from '../session-ports.ts';

/** What a booking needs of an individual session's advisor; null for a session with seats. */
export type AdvisorTime = { id: string; bufferMinutes: number; day: string; maxPerDay: number };

export type BookingRequest = {
  /** The act's key, and the id of the booking it makes. */
  key: string;
  session: Session;
  contactId: string;
  enrolmentId: string | null;
  advisor: AdvisorTime | null;
  now: Date;
  /** A hold until then; null books at once. */
  heldUntil: Date | null;
};

export type BookingOutcome =
  | { kind: 'held' | 'booked'; booking: Booking }
  /** The advisor's time went to somebody else. */
  | { kind: 'taken' }
  | { kind: 'full' }
  /** They have something of their own at that time. */
  | { kind: 'overlaps'; with: Booking };

/** Claims collide under a race; each round settles one collision, and there are not more than these at one time. */
const MOST_ROUNDS = 60;

/** Takes a place in a session, held or booked, in one insert. The same key again gives the same booking. */
export async function book(bookings: BookingRecords, request: BookingRequest): Promise<BookingOutcome> {
  await letGoOfHolds(bookings, request);
  let place: Place | null = { seat: 1, nth: 1 };
  for (let round = 0; round < MOST_ROUNDS; round++) {
    place = await freePlace(bookings, request, place);
    if (!place) return { kind: 'full' };
    const record = recordOf(request, place);
    const inserted = await bookings.insert(record);
    if (inserted === 'inserted') return outcomeOf(record);
    if (inserted === 'known') return await outcomeKnown(bookings, request);
    const collision = await settleCollision(bookings, record, request);
    if (collision.kind === 'end') return collision.outcome;
    if (collision.kind === 'day') place = { ...place, nth: place.nth + 1 };
    if (place.nth > (request.advisor?.maxPerDay ?? 1)) return { kind: 'taken' };
  }
  return { kind: 'full' };
}

type Place = { seat: number; nth: number };

function recordOf(request: BookingRequest, { seat, nth }: Place): BookingRecord {
  const { key, session, contactId, enrolmentId, advisor, now, heldUntil } = request;
  const { id: sessionId, kind, advisorId, chamber, startsAt, endsAt } = session;
  const theirs = advisor && { ...advisor, nth };
  return {
    id: key,
    ...{ sessionId, kind, advisorId, chamber, startsAt, endsAt, contactId, enrolmentId, heldUntil, seat },
    state: heldUntil ? 'held' : 'booked',
    revision: 0,
    confirmedAt: null,
    madeAt: now,
    claims: claimsOf({ sessionId, seat, contactId, startsAt, endsAt, advisor: theirs }),
    acts: [key],
  };
}

function outcomeOf(booking: BookingRecord): BookingOutcome {
  return { kind: booking.state === 'held' ? 'held' : 'booked', booking };
}

async function outcomeKnown(bookings: BookingRecords, { key }: BookingRequest): Promise<BookingOutcome> {
  const known = await bookings.get(key);
  if (!known || known.state === 'cancelled') return { kind: 'taken' };
  return outcomeOf(known);
}

/** Who chooses another time lets go of the one held before; an offer from the waitlist is not of their choosing, and stands. */
async function letGoOfHolds(bookings: BookingRecords, { contactId, key, now }: BookingRequest) {
  if (key.startsWith('w-')) return;
  const own = await bookings.ofContact(contactId, now);
  for (const held of own.filter((one) => one.state === 'held' && one.id !== key && !one.id.startsWith('w-')))
    await bookings.change(held, { state: 'cancelled', claims: [] }, `${key}-instead`);
}

/** A seat nobody has: the ones after each other are spread by the key, so that racing people try different ones. */
async function freePlace(
  bookings: BookingRecords,
  { session, key, now }: BookingRequest,
  place: Place | null,
): Promise<Place | null> {
  if (session.seats === 1) return place;
  const taken = await bookings.seatsTaken(session.id);
  const standing = new Set(taken.filter((one) => !isOver(one, now)).map(({ seat }) => seat));
  const free = Array.from({ length: session.seats }, (_, index) => index + 1).filter(
    (seat) => !standing.has(seat),
  );
  const seat = free[spread(key, free.length)];
  return seat === undefined ? null : { seat, nth: 1 };
}

function spread(key: string, size: number): number {
  let hash = 0;
  for (let index = 0; index < key.length; index++) hash = (Math.imul(hash, 31) + key.charCodeAt(index)) >>> 0;
  return size === 0 ? 0 : hash % size;
}

type Collision = { kind: 'again' } | { kind: 'day' } | { kind: 'end'; outcome: BookingOutcome };

/** Holds that are over make room; what stands decides. */
export async function settleCollision(
  bookings: BookingRecords,
  record: BookingRecord,
  { session, now, key }: Pick<BookingRequest, 'session' | 'now' | 'key'>,
): Promise<Collision> {
  const others = (await bookings.holding(record.claims)).filter(({ id }) => id !== record.id);
  let stands: Collision = { kind: 'again' };
  for (const other of others) {
    if (isOver(other, now)) {
      await bookings.change(other, { state: 'cancelled', claims: [] }, `${key}-over`);
      continue;
    }
    const met = other.claims.filter((claim) => record.claims.includes(claim)).map(claimedBy);
    if (met.includes('contact')) return { kind: 'end', outcome: { kind: 'overlaps', with: other } };
    if (met.includes('advisor')) return { kind: 'end', outcome: { kind: 'taken' } };
    if (met.includes('seat') && session.seats === 1) return { kind: 'end', outcome: { kind: 'taken' } };
    if (met.includes('day')) stands = { kind: 'day' };
  }
  return stands;
}

export function isOver({ state, heldUntil }: Pick<Booking, 'state' | 'heldUntil'>, now: Date): boolean {
  return state === 'held' && heldUntil !== null && heldUntil <= now;
}
