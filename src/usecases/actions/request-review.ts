import type { Action } from './action.ts';

/** A person asks that someone look at their verdict. */
export const requestReview: Action = async ({ ports }, context) => {
  const { key, contactId, now: at } = context;
  const screening = await ports.screenings.latest(contactId);
  if (screening) await ports.screenings.askReview(screening.id, at);
  await ports.handoffs.open({ key, contactId, reason: 'review', at });
  return { outcome: 'asked' };
};
