import type { Action } from './action.ts';

/** Calls a person, and says when people are there if a coordinator has entered it. */
export const requestHuman: Action = async ({ ports }, context) => {
  const { key, contactId, now: at } = context;
  await ports.handoffs.open({ key, contactId, reason: 'asked', at });
  const chambers = (await ports.chambers.list()).filter((chamber) => chamber.hours);
  if (chambers.length === 0) return { outcome: 'no-hours' };
  const hours = chambers.map((chamber) => `${chamber.name}: ${chamber.hours}`).join('\n');
  return { outcome: 'hours', values: { hours } };
};
