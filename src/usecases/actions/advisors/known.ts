import { z } from 'zod';
import type { ActionContext } from '../action.ts';

const word = z.string().nullish().catch(null);
const input = z.object({
  day: word,
  values: z.looseObject({
    subject: word,
    choice: word,
    booking: word,
    page: z.number().nullish().catch(null),
  }),
  answers: z.record(z.string(), z.object({ value: z.json() })).catch({}),
});

/** What a flow for advisors, or about a reminder, has learnt so far. */
export function known(context: Pick<ActionContext, 'input'>) {
  const { day = null, values, answers } = input.parse(context.input);
  const { subject = null, choice = null, booking = null, page = null } = values;
  return { day, subject, choice, booking, page, answers };
}
