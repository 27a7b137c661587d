import type { Booking } from '../../domain/booking.ts';
import type { Enrolments } from '../enrolment-ports.ts';
import type { BookingRecords } from '../session-ports.ts';

export type Marked =
  | { kind: 'marked'; booking: Booking }
  /** It has not begun. */
  | { kind: 'too-early' }
  | { kind: 'not-open' };

export type Attendance = { bookings: BookingRecords; enrolments: Pick<Enrolments, 'credit' | 'uncredit'> };

const MINUTE_MS = 60_000;

/** Whether somebody came. Marked again it is changed; the minutes on the enrolment follow, once. */
export async function markAttendance(
  { bookings, enrolments }: Attendance,
  act: { key: string; bookingId: string; came: boolean; by: string; now: Date },
): Promise<Marked> {
  const state = act.came ? 'attended' : 'missed';
  for (;;) {
    const found = await bookings.get(act.bookingId);
    if (!found || found.state === 'cancelled' || found.state === 'held') return { kind: 'not-open' };
    if (found.startsAt > act.now) return { kind: 'too-early' };
    const changed = found.state === state ? null : await bookings.change(found, { state }, act.key);
    if (changed && changed.kind !== 'changed') continue;
    const booking = changed ? changed.booking : found;
    await countMinutes(enrolments, booking, act);
    return { kind: 'marked', booking };
  }
}

async function countMinutes(
  enrolments: Attendance['enrolments'],
  booking: Booking,
  { by, now }: { by: string; now: Date },
): Promise<void> {
  if (!booking.enrolmentId) return;
  const key = `attendance-${booking.id}`;
  if (booking.state === 'missed') {
    await enrolments.uncredit(booking.enrolmentId, key);
    return;
  }
  const minutes = Math.round((booking.endsAt.getTime() - booking.startsAt.getTime()) / MINUTE_MS);
  await enrolments.credit(booking.enrolmentId, { key, minutes, at: now, by, reason: booking.kind });
}
