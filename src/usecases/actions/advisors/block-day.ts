import { z } from 'zod';
import type { Advancing } from '../../advance.ts';
import { editAdvisor, exceptionOn } from '../../advisors/edit-advisor.ts';
import type { BookingRecord } from '../../session-ports.ts';
import { assignSession } from '../../sessions/assign-session.ts';
import type { Action, ActionContext } from '../action.ts';
import { known } from './known.ts';
import { ownAdvisor } from './own-advisor.ts';

const said = z.object({ date: z.string() });

/** A day on which nothing more is booked with them; what is booked already stays until they say otherwise. */
export const blockDay: Action = async (house, context) => {
  const advisor = await ownAdvisor(house, context);
  if (!advisor) return { outcome: 'nobody' };
  const { calendar, ports, world } = house;
  const date = dayIn(context);
  if (!date) return { outcome: 'nobody' };
  await editAdvisor(ports.advisors, advisor.id, exceptionOn(date, []));
  const booked = await bookedOn(house, context, { advisorId: advisor.id, date });
  const values = {
    date: world.texts.date(context.locale, calendar.instant(date, '12:00')),
    count: booked.length,
  };
  return { outcome: booked.length > 0 ? 'busy' : 'blocked', values };
};

/** The day's sessions go to the pool, where a coordinator gives them to somebody else; who booked them is told by the next sweep. */
export const poolDay: Action = async (house, context) => {
  const advisor = await ownAdvisor(house, context);
  const date = dayIn(context);
  if (!advisor || !date) return { outcome: 'nobody' };
  const booked = await bookedOn(house, context, { advisorId: advisor.id, date });
  const sessions = new Set(booked.map(({ sessionId }) => sessionId));
  for (const sessionId of sessions)
    await assignSession(house, { sessionId, to: null, key: `${context.key}-${sessionId}` });
  return { outcome: 'pooled', values: { count: booked.length } };
};

function dayIn(context: ActionContext): string | null {
  return said.safeParse(known(context).answers.day?.value).data?.date ?? null;
}

async function bookedOn(
  { calendar, ports }: Advancing,
  { now }: ActionContext,
  { advisorId, date }: { advisorId: string; date: string },
): Promise<BookingRecord[]> {
  const start = calendar.instant(date, '00:00');
  const to = calendar.instant(calendar.addDays(date, 1), '00:00');
  const all = await ports.bookings.ofAdvisor(advisorId, { from: start > now ? start : now, to });
  return all.filter(({ state }) => state === 'booked');
}
