import type { Advancing } from '../../advance.ts';
import type { BookingRecord } from '../../session-ports.ts';
import { cancelBooking } from '../../sessions/change-booking.ts';
import { sessionOf } from '../../sessions/in-words.ts';
import type { Action, ActionContext } from '../action.ts';
import { bookedInWords } from './book-time.ts';
import { ownBooking } from './list-sessions.ts';
import { picked, readFrame } from './read-frame.ts';

/** One session again: where, with whom, the calendar link; and whether it can still be changed here. */
export const showSession: Action = async (house, context) => {
  const booking = await chosenBooking(house, context);
  if (!booking) return { outcome: 'gone' };
  const session = await sessionOf(house, booking);
  const values = { booking: booking.id, ...(await bookedInWords(house, context, { booking, session })) };
  return {
    outcome: isLate(house, booking, context.now) ? 'late' : 'open',
    values: { ...values, ...cutOff(house) },
  };
};

async function chosenBooking(house: Advancing, context: ActionContext): Promise<BookingRecord | null> {
  const frame = readFrame(context);
  return await ownBooking(house, context, {
    row: picked(frame, 'session'),
    id: frame.values.booking ?? null,
  });
}

const HOUR_MS = 60 * 60_000;

/** So near to its start a person changes it, not the bot. */
export function isLate(
  { route }: Pick<Advancing, 'route'>,
  { startsAt }: { startsAt: Date },
  now: Date,
): boolean {
  return startsAt.getTime() - now.getTime() < route.cutOffHours * HOUR_MS;
}

export function cutOff({ route }: Pick<Advancing, 'route'>): { cutOffHours: number } {
  return { cutOffHours: route.cutOffHours };
}

/** Gives the place up. Looked at anew: the cut-off may have passed since it was shown. */
export const cancelOwn: Action = async (house, context) => {
  const { key, contactId, now } = context;
  const bookingId = readFrame(context).values.booking ?? '';
  const { bookings } = house.ports;
  const booking = await bookings.get(bookingId);
  if (!booking || booking.contactId !== contactId) return { outcome: 'gone' };
  if (booking.state !== 'booked' && !booking.acts.includes(key)) return { outcome: 'gone' };
  if (booking.state === 'booked' && isLate(house, booking, now))
    return { outcome: 'late', values: cutOff(house) };
  const { kind } = await cancelBooking(bookings, { key, bookingId, contactId, now });
  return { outcome: kind === 'cancelled' ? 'cancelled' : 'gone' };
};

/** Names the session that the next flow is to move. */
export const beginMove: Action = async (_house, context) => ({
  outcome: 'begun',
  memory: { movingBooking: readFrame(context).values.booking ?? null },
});
