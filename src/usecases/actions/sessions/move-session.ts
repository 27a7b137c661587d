import { cancelBooking, moveBooking } from '../../sessions/change-booking.ts';
import { sessionOf, titleOf } from '../../sessions/in-words.ts';
import { advisorTimeOf } from '../../sessions/offer-times.ts';
import { keepSession } from '../../sessions/take-time.ts';
import type { Action } from '../action.ts';
import { bookedInWords } from './book-time.ts';
import { listSessions, ownBooking } from './list-sessions.ts';
import { picked, readFrame, sessionsHouse } from './read-frame.ts';
import { cutOff, isLate } from './show-session.ts';

/** The session that is to be moved: the one another flow or a button named, the only one, or one to be picked. */
export const findMoving: Action = async (house, context) => {
  const named = context.memory.movingBooking;
  const { now, locale } = context;
  const row = picked(readFrame(context), 'session');
  let id = typeof named === 'string' ? named : null;
  if (!id && (!row || row === 'more')) {
    const listed = await listSessions(house, context);
    if (listed.outcome !== 'one') return listed;
    id = String(listed.values?.booking);
  }
  const memory = { movingBooking: null };
  const booking = await ownBooking(house, context, { row: id ? null : row, id });
  if (!booking) return { outcome: 'gone', memory };
  if (isLate(house, booking, now)) return { outcome: 'late', values: cutOff(house), memory };
  const { texts } = house.world;
  const { kind, startsAt, enrolmentId } = booking;
  const title = titleOf(texts, locale, kind);
  const values = {
    booking: booking.id,
    kind,
    title,
    enrolment: enrolmentId,
    was: texts.moment(locale, startsAt),
  };
  return { outcome: 'found', values, memory };
};

/** The booking gets the time that is held for it; where somebody slips in between, it stays where it was. */
export const moveOwn: Action = async (house, context) => {
  const { key, contactId, now } = context;
  const { hold = null, booking: bookingId = null } = readFrame(context).values;
  const { bookings } = house.ports;
  const held = hold ? await bookings.get(hold) : null;
  if (!held || !bookingId || held.contactId !== contactId || held.startsAt <= now) return { outcome: 'gone' };
  const before = await bookings.get(bookingId);
  const done = before?.acts.includes(key) ?? false;
  if (before && !done && isLate(house, before, now)) return { outcome: 'late', values: cutOff(house) };
  const session = await keepSession(sessionsHouse(house), held);
  if (session.status !== 'open') return { outcome: 'taken' };
  const advisor = await advisorTimeOf(sessionsHouse(house), session);
  await cancelBooking(bookings, { key, bookingId: held.id, contactId, now });
  const moved = await moveBooking(bookings, { key, bookingId, contactId, now, session, advisor });
  if (moved.kind === 'gone') return { outcome: 'gone' };
  if (moved.kind !== 'moved') return { outcome: 'taken' };
  const { booking } = moved;
  return {
    outcome: 'moved',
    values: await bookedInWords(house, context, { booking, session: await sessionOf(house, booking) }),
  };
};
