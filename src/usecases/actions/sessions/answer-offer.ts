import { keepSession } from '../../sessions/take-time.ts';
import { answerOffer, standingOfferOf } from '../../sessions/waitlist.ts';
import type { Action } from '../action.ts';
import { bookedInWords } from './book-time.ts';
import { readFrame, sessionsHouse } from './read-frame.ts';

/** The answer to a seat that was freed: by the button's booking, or by the offer that stands where the button names none. */
export const answerSeat: Action = async (house, context) => {
  const { subject, choice } = readFrame(context).values;
  const { key, contactId, now } = context;
  const sessions = sessionsHouse(house);
  const bookingId = subject ?? (await standingOfferOf(sessions, contactId, now));
  if (!bookingId) return { outcome: 'gone' };
  const yes = choice === 'take';
  const answered = await answerOffer(sessions, { key, bookingId, contactId, yes, now });
  if (answered.kind !== 'taken') return { outcome: answered.kind };
  const { booking } = answered;
  const session = await keepSession(sessions, booking);
  return { outcome: 'taken', values: await bookedInWords(house, context, { booking, session }) };
};
