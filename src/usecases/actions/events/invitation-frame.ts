import { z } from 'zod';
import type { ActionContext } from '../action.ts';

const word = z.string().nullish().catch(null);
const input = z.object({
  answer: word,
  values: z.looseObject({ subject: word, choice: word, eventId: word }),
  answers: z.record(z.string(), z.object({ value: z.json() })).catch({}),
});

export type InvitationFrame = {
  /** The event picked, tapped under, or found before. */
  eventId: string | null;
  /** What the button or the step says. */
  answer: string | null;
  /** How many come with them, once picked. */
  companions: number;
};

/** What the flow about an invitation has learnt so far. */
export function readInvitation({ input: given }: ActionContext): InvitationFrame {
  const { answer, values, answers } = input.parse(given);
  const picked = (name: string) => {
    const value = answers[name]?.value;
    return typeof value === 'string' ? value : null;
  };
  return {
    eventId: picked('event') ?? values.eventId ?? values.subject ?? null,
    answer: answer ?? values.choice ?? null,
    companions: Number(picked('party')?.replace('with-', '') ?? 0),
  };
}
