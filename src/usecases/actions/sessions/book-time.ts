import type { Booking } from '../../../domain/booking.ts';
import type { Session } from '../../../domain/session.ts';
import type { Values } from '../../../flow/conversation.ts';
import type { Advancing } from '../../advance.ts';
import { cardOf, titleOf } from '../../sessions/in-words.ts';
import { bookHeld, holdTime } from '../../sessions/take-time.ts';
import type { Action, ActionContext } from '../action.ts';
import { bookingOf, picked, readFrame, sessionsHouse } from './read-frame.ts';

/** Keeps the chosen time from others while somebody looks at it. */
export const holdChosen: Action = async (house, context) => {
  const frame = readFrame(context);
  const booking = await bookingOf(house, context, frame);
  const row = picked(frame, 'time') ?? frame.values.chosen;
  if (!booking || !row) return { outcome: 'gone' };
  const { key, now } = context;
  const { booker, kind } = booking;
  const held = await holdTime(sessionsHouse(house), { key, booker, kind, row, now });
  if (held.kind === 'held')
    return {
      outcome: 'held',
      values: {
        hold: held.booking.id,
        minutes: house.route.holdMinutes,
        card: await cardOf(house, context.locale, held.session),
      },
    };
  if (held.kind === 'full')
    return {
      outcome: 'full',
      values: { waitFor: held.session.id, card: await cardOf(house, context.locale, held.session) },
    };
  if (held.kind === 'overlaps') return { outcome: 'overlaps', values: otherOf(house, context, held.with) };
  return { outcome: 'gone' };
};

/** The held time is theirs. */
export const bookChosen: Action = async (house, context) => {
  const { hold } = readFrame(context).values;
  const { key, contactId, now } = context;
  if (!hold) return { outcome: 'gone' };
  const taken = await bookHeld(sessionsHouse(house), { key, holdId: hold, contactId, now });
  if (taken.kind === 'overlaps') return { outcome: 'overlaps', values: otherOf(house, context, taken.with) };
  if (taken.kind === 'gone') return { outcome: 'gone' };
  return { outcome: 'booked', values: await bookedInWords(house, context, taken) };
};

/** What somebody reads about a session of theirs. */
export async function bookedInWords(
  house: Advancing,
  { locale }: ActionContext,
  { booking, session }: { booking: Booking; session: Session },
): Promise<Values> {
  return {
    card: await cardOf(house, locale, session),
    calendarLink: house.ports.sessionLinks.make(booking.id),
  };
}

function otherOf({ world: { texts } }: Advancing, { locale }: ActionContext, other: Booking): Values {
  const { kind, startsAt } = other;
  return { other: titleOf(texts, locale, kind), otherWhen: texts.moment(locale, startsAt) };
}
