import type { Json } from '../../../flow/conversation.ts';
import type { ActionResult } from '../../../flow/world.ts';
import type { Advancing } from '../../advance.ts';
import type { BookingRecord } from '../../session-ports.ts';
import { sessionOf } from '../../sessions/in-words.ts';
import { ownBookings } from '../../sessions/offer-times.ts';
import { moreRow, ownRow, pageOf, shortHash } from '../../sessions/rows.ts';
import type { Action, ActionContext } from '../action.ts';
import { picked, readFrame } from './read-frame.ts';

/** The sessions somebody has ahead of them, a page of them; one alone needs no choosing. */
export const listSessions: Action = async (house, context) => {
  const own = await ownBookings(house, context);
  const [only, ...others] = own;
  if (!only) return { outcome: 'none' };
  if (others.length === 0) return { outcome: 'one', values: { booking: only.id } };
  const frame = readFrame(context);
  const page = picked(frame, 'session') === 'more' ? (frame.values.page ?? 0) + 1 : 0;
  return await listed(house, context, { own, page });
};

async function listed(
  house: Advancing,
  { locale }: ActionContext,
  { own, page }: { own: readonly BookingRecord[]; page: number },
): Promise<ActionResult> {
  const { texts } = house.world;
  const { shown, more } = pageOf(own, page);
  const rows = [];
  for (const booking of shown) {
    const session = await sessionOf(house, booking);
    rows.push(ownRow(texts, locale, { id: booking.id, session }));
  }
  const sessions = [...rows, ...(more ? [moreRow(texts, locale, 'sessions')] : [])] as unknown as Json;
  return { outcome: 'several', values: { sessions, page, count: own.length } };
}

/** The booking that was picked, or the one that is known already; null where it is not theirs or no longer stands. */
export async function ownBooking(
  house: Advancing,
  context: ActionContext,
  known: { row: string | null; id: string | null },
): Promise<BookingRecord | null> {
  const own = await ownBookings(house, context);
  const wanted = ({ id }: BookingRecord) => (known.row ? shortHash(id) === known.row : id === known.id);
  return own.find(wanted) ?? null;
}
