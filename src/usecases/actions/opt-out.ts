import { z } from 'zod';
import type { Action } from './action.ts';

const scopes = z.enum(['nothing', 'invitations', 'everything']);

/** Only an explicit wish comes here; `nothing` takes an earlier one back, and who has stopped everything has stopped invitations. */
export const optOut: Action = async ({ ports }, context) => {
  const optedOut = scopes.parse(context.input.scope);
  const before = (await ports.contacts.get(context.contactId))?.optedOut;
  if (optedOut === 'invitations' && before === 'everything') return { outcome: 'stopped' };
  await ports.contacts.update(context.contactId, { optedOut });
  return { outcome: 'stopped' };
};
