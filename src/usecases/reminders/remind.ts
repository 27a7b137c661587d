import type { Booked, Reminder } from '../../domain/reminders.ts';
import { type NewNotice, notify } from '../notify.ts';
import { noticeOf } from './notice-of.ts';
import type { Dropped } from './ports.ts';
import type { Reminding } from './reminding.ts';

/** Later than this it says so in the records and the log; its text names the day and the time, and so stays true. */
export const LATE_MS = 60_000;

export type Reminded = 'sent' | 'dropped' | 'not-due' | 'done';

/** Says what is due, once: read anew, written under its own id, then closed. Whoever comes second changes nothing. */
export async function remind(house: Reminding, id: string): Promise<Reminded> {
  const { ports, reminders } = house;
  const reminder = await reminders.get(id);
  if (!reminder || reminder.closed) return 'done';
  const now = ports.clock();
  if (reminder.dueAt > now) return 'not-due';
  const ready = await prepare(house, reminder, now);
  if ('drop' in ready) return await drop(house, id, ready.drop);
  const notified = await notify(house.notifying, ready.notice);
  if (notified.kind !== 'written') return await drop(house, id, notified.kind);
  const lateMs = now.getTime() - reminder.dueAt.getTime();
  const closed = await reminders.close(id, { state: 'sent', at: now, lateMs });
  if (closed && lateMs > LATE_MS)
    ports.log.warn('reminder late', { reminder: id, minutes: Math.round(lateMs / 60_000) });
  return 'sent';
}

async function drop({ ports, reminders }: Reminding, id: string, reason: Dropped): Promise<Reminded> {
  await reminders.close(id, { state: 'dropped', at: ports.clock(), reason });
  return 'dropped';
}

/** Whether a message that waited to be sent is about what is no longer so. */
export async function isOvertaken(house: Reminding, messageId: string): Promise<boolean> {
  const reminder = await house.reminders.get(messageId);
  return reminder !== null && typeof (await stillSo(house, reminder, house.ports.clock())) === 'string';
}

type Ready = { notice: NewNotice } | { drop: Dropped };

async function prepare(house: Reminding, reminder: Reminder, now: Date): Promise<Ready> {
  const about = await stillSo(house, reminder, now);
  if (typeof about === 'string') return { drop: about };
  const notice = await noticeOf(house, reminder, about);
  return notice ? { notice } : { drop: 'no-contact' };
}

/** The bookings it is about as they are now, or why it is about nothing any more. */
async function stillSo(house: Reminding, reminder: Reminder, now: Date): Promise<Booked[] | Dropped> {
  const { which, whom } = reminder;
  if (which === 'agenda') return await agendaOf(house, reminder, now);
  if (which === 'attendance') return await toBeMarked(house, reminder);
  if (reminder.startsAt <= now) return 'begun';
  if (whom === 'advisor') return await ofSession(house, reminder);
  const booking = await house.bookings.get(reminder.bookingId);
  if (booking?.state !== 'booked') return 'cancelled';
  if (booking.revision !== reminder.revision) return 'moved';
  return (await isSuperseded(house, reminder, now)) ? 'superseded' : [booking];
}

/** After a pause both may be due: the later one says all. */
async function isSuperseded({ reminders }: Reminding, reminder: Reminder, now: Date): Promise<boolean> {
  if (reminder.which !== 'day-before') return false;
  const open = await reminders.openOf(reminder.bookingId);
  return open.some(
    ({ which, whom, revision, dueAt }) =>
      which === 'hour-before' && whom === 'shopkeeper' && revision === reminder.revision && dueAt <= now,
  );
}

async function ofSession({ bookings }: Reminding, { sessionId, startsAt }: Reminder) {
  const all = await bookings.ofSession(sessionId);
  const booked = all.filter((one) => one.state === 'booked' && one.startsAt.getTime() === startsAt.getTime());
  return booked.length > 0 ? booked : 'cancelled';
}

async function agendaOf(house: Reminding, { advisorId, day }: Reminder, now: Date) {
  const { bookings, wallClock } = house;
  if (!advisorId || !day) return 'nothing-to-say';
  const from = wallClock.instant(day, '00:00');
  const to = wallClock.instant(wallClock.addDays(day, 1), '00:00');
  const all = await bookings.ofAdvisor(advisorId, { from: from > now ? from : now, to });
  const booked = all.filter(({ state }) => state === 'booked');
  return booked.length > 0 ? booked : 'nothing-to-say';
}

async function toBeMarked({ bookings }: Reminding, { bookingId, revision }: Reminder) {
  const booking = await bookings.get(bookingId);
  if (booking?.state === 'attended' || booking?.state === 'missed') return 'marked';
  if (booking?.state !== 'booked') return 'cancelled';
  return booking.revision === revision ? [booking] : 'moved';
}
