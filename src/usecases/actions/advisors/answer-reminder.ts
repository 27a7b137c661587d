import type { Advancing } from '../../advance.ts';
import { bookingOf } from '../../reminders/notice-of.ts';
import type { BookingRecord } from '../../session-ports.ts';
import type { Action, ActionContext } from '../action.ts';
import { known } from './known.ts';

/** The button under a reminder: confirmed, another time, or not at all; the session as it stands now decides what that means. */
export const answerReminder: Action = async (house, context) => {
  const { contactId, locale, now } = context;
  const { ports, world } = house;
  const { subject, choice } = known(context);
  const about = subject ? bookingOf(subject) : null;
  if (!about) return { outcome: 'unknown' };
  const booking = await ports.bookings.get(about.id);
  if (booking?.contactId !== contactId || booking.state !== 'booked' || booking.endsAt <= now)
    return { outcome: 'gone' };
  const values = { booking: booking.id, when: world.texts.moment(locale, booking.startsAt) };
  // It spoke of another time than the one there is now.
  if (booking.revision !== about.revision) return { outcome: 'moved', values };
  if (choice === 'confirm') {
    await confirm(house, context, booking);
    return { outcome: 'confirmed', values };
  }
  if (isLate(house, booking, now)) return { outcome: 'late', values };
  return { outcome: choice === 'change' ? 'change' : 'cannot', values };
};

/** Once: confirmed again, nothing changes. */
async function confirm(
  { ports }: Advancing,
  { key, now }: ActionContext,
  booking: BookingRecord,
): Promise<void> {
  if (booking.confirmedAt) return;
  await ports.bookings.change(booking, { confirmedAt: now }, key);
}

const HOUR_MS = 60 * 60_000;

function isLate({ route }: Advancing, { startsAt }: BookingRecord, now: Date): boolean {
  return startsAt.getTime() - now.getTime() < route.cutOffHours * HOUR_MS;
}
