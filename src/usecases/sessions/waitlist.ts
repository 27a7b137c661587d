import type { Booking } from '../../domain/booking.ts';
import { targetKey, type WaitlistEntry } from '../../domain/waitlist.ts';
import type { Enrolments } from '../enrolment-ports.ts';
import { book } from './book.ts';
import { cancelBooking, confirmHold } from './change-booking.ts';
import { advisorTimeOf, type Booking as House, type Offer, offersOf } from './offer-times.ts';

export type Offered = { entry: WaitlistEntry; booking: Booking };

const BATCH = 500;

/**
 * Lets offers lapse and makes new ones, oldest first: an offer is a hold that stands for a limited time. Returns whom to
 * tell; called again after a crash it returns those once more whose offer still stands, and their message has one key.
 */
export async function offerFreed(
  house: House & { enrolments: Pick<Enrolments, 'get'> },
  now: Date,
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
    if (exhausted.has(target)) continue;
    const offered = await offer(house, entry, now);
    if (offered) told.push(offered);
    else exhausted.add(target);
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

async function offer(
  house: House & { enrolments: Pick<Enrolments, 'get'> },
  entry: WaitlistEntry,
  now: Date,
): Promise<Offered | null> {
  const { ports, route } = house;
  const until = new Date(now.getTime() + route.offerMinutes * 60_000);
  const key = `w-${entry.id}-${entry.offers}`;
  for (const { session } of await candidates(house, entry, now)) {
    if (session.seats === 1) await ports.sessions.insert(session);
    const advisor = await advisorTimeOf(house, session);
    const { contactId, enrolmentId } = entry;
    const outcome = await book(ports.bookings, {
      ...{ key, session, contactId, enrolmentId, advisor, now },
      heldUntil: until,
    });
    if (outcome.kind !== 'held') continue;
    const made = { bookingId: outcome.booking.id, until };
    const change = { state: 'offered', offer: made, offers: entry.offers + 1 } as const;
    if (!(await ports.waitlist.change(entry, change))) return null;
    return { entry: { ...entry, ...change }, booking: outcome.booking };
  }
  return null;
}

async function candidates(
  house: House & { enrolments: Pick<Enrolments, 'get'> },
  { target, enrolmentId, contactId }: WaitlistEntry,
  now: Date,
): Promise<Offer[]> {
  if (target.kind === 'session') {
    const session = await house.ports.sessions.get(target.sessionId);
    return session?.status === 'open' && session.startsAt > now ? [{ session, free: 1 }] : [];
  }
  const enrolment = enrolmentId ? await house.enrolments.get(enrolmentId) : null;
  return await offersOf(house, { kind: target.sessionKind, contactId, enrolment, now });
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
  await cancelBooking(ports.bookings, act);
  if (entry) await ports.waitlist.change(entry, { state: 'declined' });
  return { kind: 'declined' };
}
