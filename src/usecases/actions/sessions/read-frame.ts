import { z } from 'zod';
import { SESSION_KINDS, type SessionKind } from '../../../domain/session.ts';
import type { Advancing } from '../../advance.ts';
import type { Booking as House } from '../../sessions/offer-times.ts';
import { type Booker, bookerOf, limitOn, moverOf } from '../../sessions/who-may-book.ts';
import type { ActionContext } from '../action.ts';

const input = z.object({
  answers: z.record(z.string(), z.object({ value: z.json() })),
  values: z.looseObject({
    enrolment: z.string().nullish(),
    kind: z.enum(SESSION_KINDS).nullish(),
    page: z.number().nullish(),
    hold: z.string().nullish(),
    chosen: z.string().nullish(),
    booking: z.string().nullish(),
    waitFor: z.string().nullish(),
    subject: z.string().nullish(),
    choice: z.string().nullish(),
    wish: z.json().nullish(),
  }),
});

export type Frame = z.infer<typeof input>;

/** What a flow about sessions has learnt so far. */
export function readFrame(context: ActionContext): Frame {
  return input.parse(context.input);
}

/** What was picked from a list: its row; null where a day was typed, or nothing picked yet. */
export function picked({ answers }: Frame, name: string): string | null {
  const value = answers[name]?.value;
  return typeof value === 'string' ? value : null;
}

/** Who books and what kind; null where they may not (any more). Who moves a session may have it moved whatever their stage is now. */
export async function bookingOf(
  house: Advancing,
  { contactId, now }: ActionContext,
  { values }: Frame,
): Promise<{ booker: Booker; kind: SessionKind } | null> {
  const { kind = null, enrolment: enrolmentId = null, booking: moving = null } = values;
  if (!kind) return null;
  if (moving) {
    const booker = await moverOf(house.ports, { contactId, bookingId: moving });
    return booker?.kinds.includes(kind) ? { booker, kind } : null;
  }
  const booker = await bookerOf(house, { contactId, enrolmentId });
  if (!booker?.kinds.includes(kind) || (await limitOn(house, booker, { kind, now }))) return null;
  return { booker, kind };
}

export function sessionsHouse({ ports, calendar, route }: Advancing): House {
  return { ports, calendar, route };
}
