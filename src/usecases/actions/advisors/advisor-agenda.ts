import type { ActionResult } from '../../../flow/world.ts';
import type { Advancing } from '../../advance.ts';
import type { BookingRecord } from '../../session-ports.ts';
import type { Action } from '../action.ts';
import { known } from './known.ts';
import { nameOf, ownAdvisor } from './own-advisor.ts';

/** Lines that fit a message with room for the rest; what is left over is counted. */
const MOST_LINES = 15;

/** The sessions of an advisor's today or tomorrow, each with who comes and where. */
export const advisorAgenda: Action = async (house, context): Promise<ActionResult> => {
  const advisor = await ownAdvisor(house, context);
  if (!advisor) return { outcome: 'nobody' };
  const { calendar, ports, world } = house;
  const { locale, now } = context;
  const today = calendar.dayOf(now);
  const day = known(context).day === 'tomorrow' ? calendar.addDays(today, 1) : today;
  const span = {
    from: calendar.instant(day, '00:00'),
    to: calendar.instant(calendar.addDays(day, 1), '00:00'),
  };
  const all = await ports.bookings.ofAdvisor(advisor.id, span);
  const booked = all.filter(({ state }) => state !== 'cancelled' && state !== 'held');
  const date = world.texts.date(locale, span.from);
  if (booked.length === 0) return { outcome: 'none', values: { date } };
  const lines = await Promise.all(booked.slice(0, MOST_LINES).map((one) => lineOf(house, locale, one)));
  const rest = booked.length - lines.length;
  const more = rest > 0 ? [world.texts.get(locale, 'advisor:more', { count: rest })] : [];
  return { outcome: 'some', values: { date, agenda: [...lines, ...more].join('\n') } };
};

async function lineOf(house: Advancing, locale: string, booking: BookingRecord): Promise<string> {
  const { texts } = house.world;
  const state = booking.state === 'booked' && booking.confirmedAt ? 'confirmed' : booking.state;
  return texts.get(locale, `advisor:line.${state}`, {
    time: texts.time(locale, booking.startsAt),
    name: await nameOf(house, booking),
    kind: texts.get(locale, `advisor:kind.${booking.kind}`),
  });
}
