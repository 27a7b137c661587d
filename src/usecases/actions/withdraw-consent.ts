import type { DataRequestKind } from '../../domain/data-request.ts';
import type { Advancing } from '../advance.ts';
import { fileRequest } from '../data-rights/file-request.ts';
import type { Action, ActionContext } from './action.ts';

/** The permission is taken back: answers go, the proof that it was given and withdrawn stays. */
export const withdrawConsent: Action = async (house, context) => {
  await withdraw(house, context, 'sure-withdraw');
  await file(house, context, { kind: 'withdrawal', answered: true });
  return { outcome: 'withdrawn', memory: { consent: null }, forget: true };
};

/** Deletes at once what the bot may delete, and calls the person who answers for the rest. */
export const requestErasure: Action = async (house, context) => {
  const { key, contactId, now: at } = context;
  await file(house, context, { kind: 'erasure', answered: false });
  await withdraw(house, context, 'sure-erase');
  await house.ports.handoffs.open({ key, contactId, reason: 'data-request', at });
  await house.ports.erasure.erase(contactId);
  return { outcome: 'requested', memory: { consent: null }, forget: true };
};

async function file(
  { ports }: Advancing,
  { key, contactId, now: at }: ActionContext,
  asked: { kind: DataRequestKind; answered: boolean },
): Promise<void> {
  await fileRequest(ports, { key, contactId, at, ...asked });
}

async function withdraw({ ports, world }: Advancing, context: ActionContext, asked: string): Promise<void> {
  const { key, contactId, messageId, now: at, locale } = context;
  const textVersion = world.texts.version(locale, `my-data:${asked}.ask`);
  await ports.consents.record({
    key,
    contactId,
    purpose: 'screening',
    given: false,
    textVersion,
    messageId,
    at,
  });
  await ports.contacts.update(contactId, { consented: false });
  await ports.screenings.deleteOf(contactId);
}
