import { z } from 'zod';
import type { Action } from './action.ts';

const scopes = z.enum(['nothing', 'invitations', 'everything']);

/** Only an explicit wish comes here; `nothing` takes an earlier one back. */
export const optOut: Action = async ({ ports }, context) => {
  const optedOut = scopes.parse(context.input.scope);
  await ports.contacts.update(context.contactId, { optedOut });
  return { outcome: 'stopped' };
};
