import { z } from 'zod';
import type { Json, Values } from '../../../flow/conversation.ts';
import type { ActionResult } from '../../../flow/world.ts';
import type { Advancing } from '../../advance.ts';
import {
  allOffers,
  meets,
  nearest,
  type Offer,
  offersOf,
  ownBookings,
  type Wish,
} from '../../sessions/offer-times.ts';
import { moreRow, pageOf, rowIdOf, timeRow } from '../../sessions/rows.ts';
import { letGoOfHolds } from '../../sessions/take-time.ts';
import type { Action, ActionContext } from '../action.ts';
import { bookingOf, type Frame, readFrame, sessionsHouse } from './read-frame.ts';

const wishSchema = z.object({
  kind: z.literal('when'),
  date: z.string(),
  time: z.string().optional(),
  part: z.enum(['morning', 'afternoon', 'evening']).optional(),
});

/** The next free times as a list, a page of it, or those nearest to a day that was typed. */
export const findTimes: Action = async (house, context) => {
  const frame = readFrame(context);
  const booking = await bookingOf(house, context, frame);
  if (!booking) return { outcome: 'not-allowed' };
  const look = lookOf(frame, context);
  const { contactId, now, locale } = context;
  await letGoOfHolds(house, context);
  const wanted = { kind: booking.kind, contactId, area: booking.booker.area, now };
  const offers = await offersOf(sessionsHouse(house), wanted);
  if (offers.length === 0) {
    // Sessions there are, but each at a time that is theirs already.
    const all = await allOffers(sessionsHouse(house), wanted);
    return { outcome: 'none', values: { waitFor: all[0]?.session.id ?? null, wish: null } };
  }
  const wish = wishOf(frame, look);
  const page = look === 'next' ? (frame.values.page ?? 0) + 1 : 0;
  const sorted = wish ? nearest(house.calendar, offers, wish) : offers;
  const { shown, more } = pageOf(sorted, page);
  if (shown.length === 0)
    return listed(house, context, { shown: offers.slice(0, 1), more: false, page: 0, wish });
  const list = listed(house, context, { shown: inTime(shown), more, page, wish });
  if (!wish || look !== 'wish') return list;
  return await answerWish(house, context, { wish, offers: sorted, list, locale });
};

type Look = 'first' | 'next' | 'wish';

/** By what was answered at the list last, unless the flow says to begin anew. */
function lookOf({ answers }: Frame, { input }: ActionContext): Look {
  const said = answers.time?.value;
  if (input.look === 'first' || said === undefined) return 'first';
  if (said === 'more') return 'next';
  return typeof said === 'object' ? 'wish' : 'first';
}

function wishOf({ answers, values }: Frame, look: Look): Wish | null {
  const said = look === 'wish' ? answers.time?.value : look === 'next' ? values.wish : null;
  const { data } = wishSchema.safeParse(said);
  if (!data) return null;
  const { date, time, part } = data;
  return { date, ...(time && { time }), ...(part && { part }) };
}

type Page = { shown: readonly Offer[]; more: boolean; page: number; wish: Wish | null };

function listed(
  { world }: Advancing,
  { locale }: ActionContext,
  { shown, more, page, wish }: Page,
): ActionResult {
  const rows = shown.map((offer) => timeRow(world.texts, locale, offer));
  const times = [...rows, ...(more ? [moreRow(world.texts, locale, 'times')] : [])] as unknown as Json;
  return { outcome: 'times', values: { times, page, wish: wish && { kind: 'when', ...wish }, chosen: null } };
}

/** One that is just what was wished is taken at once; what comes near is shown, with the reason. */
async function answerWish(
  house: Advancing,
  { contactId, now }: ActionContext,
  { wish, offers, list }: { wish: Wish; offers: readonly Offer[]; list: ActionResult; locale: string },
): Promise<ActionResult> {
  const met = offers.filter((offer) => meets(house.calendar, offer, wish));
  const [only] = met;
  if (wish.time && met.length === 1 && only)
    return { outcome: 'exact', values: { ...list.values, chosen: rowIdOf(only.session) } as Values };
  if (met.length > 0) return list;
  const at = wish.time ? house.calendar.instant(wish.date, wish.time) : null;
  const own = await ownBookings(house, { contactId, now });
  const busy = at && own.some(({ startsAt, endsAt }) => startsAt <= at && at < endsAt);
  return { ...list, outcome: busy ? 'own' : 'near' };
}

function inTime(offers: readonly Offer[]): Offer[] {
  return offers.toSorted((one, other) => one.session.startsAt.getTime() - other.session.startsAt.getTime());
}
