import type { Booking } from '../../domain/booking.ts';
import { targetKey, type WaitlistEntry } from '../../domain/waitlist.ts';
import { book } from './book.ts';
import { cancelBooking, confirmHold } from './change-booking.ts';
import { poolClashes } from './clashes.ts';
import { advisorTimeOf, type Booking as House, type Offer, offersOf } from './offer-times.ts';

export type Offered = { entry: WaitlistEntry; booking: Booking };

/** Of those in line, oldest first, as many are looked at in one go. */
const BATCH = 500;

/**
 * Lets offers lapse and makes new ones, oldest first: an offer is a hold that stands for a limited time. Returns whom to
 * tell; called again after a crash it returns those once more whose offer still stands, and their message has one key.
 * With `quiet` (nobody is written to at night) offers lapse but none is made.
 */
export async function offerFreed(
  house: House,
  now: Date,
  { quiet = false }: { quiet?: boolean } = {},
): Promise<Offered[]> {
  const told: Offered[] = [];
  const exhausted = new Set<string>();
  for (const entry of await house.ports.waitlist.open(BATCH)) {
    if (entry.state === 'offered') {
      const standing = await standingOffer(house, entry, now);
      if (standing) told.push({ entry, booking: standing });
      continue;
    }
    const target = targetKey(entry.target);
    if (quiet || exhausted.has(target)) continue;
    const made = await offer(house, entry, now);
    if (made.kind === 'offered') told.push(made);
    else if (made.kind === 'none-free') exhausted.add(target);
  }
  return told;
}

async function standingOffer({ ports }: House, entry: WaitlistEntry, now: Date): Promise<Booking | null> {
  const { offer: made } = entry;
  const booking = made && (await ports.bookings.get(made.bookingId));
  if (booking?.state === 'booked') {
    await ports.waitlist.change(entry, { state: 'taken' });
    return null;
  }
  if (booking?.state === 'held' && made && made.until > now) return booking;
  if (booking?.state === 'held')
    await cancelBooking(ports.bookings, { key: `${booking.id}-lapsed`, bookingId: booking.id, now });
  await ports.waitlist.change(entry, { state: 'lapsed', offer: null });
  return null;
}

type Made =
  | ({ kind: 'offered' } & Offered)
  /** Nothing for anybody who waits for this. */
  | { kind: 'none-free' }
  /** Nothing for this one alone: who stands behind them may have it. */
  | { kind: 'not-for-them' };

async function offer(house: House, entry: WaitlistEntry, now: Date): Promise<Made> {
  const { ports, route } = house;
  const key = `w-${entry.id}-${entry.offers}`;
  if (await isSpent(house, { key, entry, now })) return { kind: 'not-for-them' };
  const found = await candidates(house, entry, now);
  if (!found) {
    // What they waited for has begun or was cancelled.
    await ports.waitlist.change(entry, { state: 'lapsed' });
    return { kind: 'none-free' };
  }
  const heldUntil = new Date(now.getTime() + route.offerMinutes * 60_000);
  let theirs = false;
  for (const { session } of found) {
    const advisor = await advisorTimeOf(house, session);
    const { contactId, enrolmentId } = entry;
    const outcome = await book(ports.bookings, {
      ...{ key, session, contactId, enrolmentId, advisor, now, heldUntil },
    });
    theirs ||= outcome.kind === 'overlaps';
    if (outcome.kind !== 'held') continue;
    const { booking } = outcome;
    await poolClashes(house, session);
    const change = {
      state: 'offered',
      offer: { bookingId: booking.id, until: booking.heldUntil ?? heldUntil },
      offers: entry.offers + 1,
    } as const;
    if (!(await ports.waitlist.change(entry, change))) return { kind: 'not-for-them' };
    return { kind: 'offered', entry: { ...entry, ...change }, booking };
  }
  return { kind: theirs ? 'not-for-them' : 'none-free' };
}

/** A crash may leave a hold that nobody was told of until it was over: the next offer is another one. */
async function isSpent(
  { ports }: House,
  { key, entry, now }: { key: string; entry: WaitlistEntry; now: Date },
): Promise<boolean> {
  const left = await ports.bookings.get(key);
  if (!left || (left.state === 'held' && left.heldUntil && left.heldUntil > now)) return false;
  if (left.state === 'held')
    await cancelBooking(ports.bookings, { key: `${key}-lapsed`, bookingId: key, now });
  await ports.waitlist.change(entry, { state: 'waiting', offers: entry.offers + 1 });
  return true;
}

const HOUR_MS = 60 * 60_000;

/** Null where there will never be anything. */
async function candidates(
  house: House,
  { target, contactId }: WaitlistEntry,
  now: Date,
): Promise<readonly Pick<Offer, 'session'>[] | null> {
  if (target.kind === 'session') {
    const session = await house.ports.sessions.get(target.sessionId);
    const from = new Date(now.getTime() + house.route.noticeHours * HOUR_MS);
    return session?.status === 'open' && session.startsAt > from ? [{ session }] : null;
  }
  const { sessionKind: kind, chamber, territory } = target;
  const area = chamber ? { chamber, territory } : null;
  const offers = await offersOf(house, { kind, contactId, area, now });
  return offers.filter(({ free }) => free > 0);
}

export type Answered = { kind: 'taken'; booking: Booking } | { kind: 'declined' } | { kind: 'gone' };

/** The answer to an offer, by the booking that was held for it. */
export async function answerOffer(
  { ports }: House,
  act: { key: string; bookingId: string; contactId: string; yes: boolean; now: Date },
): Promise<Answered> {
  const own = await ports.waitlist.ofContact(act.contactId);
  const entry = own.find(({ offer: made }) => made?.bookingId === act.bookingId);
  if (act.yes) {
    const confirmed = await confirmHold(ports.bookings, act);
    if (confirmed.kind === 'gone') return { kind: 'gone' };
    if (entry) await ports.waitlist.change(entry, { state: 'taken' });
    return { kind: 'taken', booking: confirmed.booking };
  }
  const held = await ports.bookings.get(act.bookingId);
  // The old button under a seat that was taken is no way to give it up: that is asked about in their sessions.
  if (held?.contactId !== act.contactId || held.state === 'booked') return { kind: 'gone' };
  await cancelBooking(ports.bookings, act);
  if (entry) await ports.waitlist.change(entry, { state: 'declined' });
  return { kind: 'declined' };
}

/** The offer that stands for somebody, whose button does not say which one it is about. */
export async function standingOfferOf(
  { ports }: House,
  contactId: string,
  now: Date,
): Promise<string | null> {
  const own = await ports.waitlist.ofContact(contactId);
  const standing = own.filter(({ state, offer: made }) => state === 'offered' && made && made.until > now);
  return standing.at(-1)?.offer?.bookingId ?? null;
}
