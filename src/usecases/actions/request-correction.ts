import { z } from 'zod';
import { fileRequest } from '../data-rights/file-request.ts';
import type { Action } from './action.ts';

const answers = z.object({
  datum: z.object({ value: z.string() }),
  newValue: z.object({ said: z.string() }),
});

/** What is wrong and how it should read, for a person to put right; on record with the day by which the law wants it done. */
export const requestCorrection: Action = async ({ ports, world }, context) => {
  const { key, contactId, locale, now: at } = context;
  const { datum, newValue } = answers.parse(context.input.answers);
  const request = await fileRequest(ports, {
    ...{ key, contactId, at, kind: 'correction', answered: false },
    correction: { datum: datum.value, value: newValue.said },
  });
  await ports.handoffs.open({ key, contactId, reason: 'data-request', at });
  // Noon, so that it is the same day in the law's country.
  const correctionDue = world.texts.date(locale, new Date(`${request.dueOn}T17:00:00Z`));
  return { outcome: 'filed', values: { correctionDue } };
};
