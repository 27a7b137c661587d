import type { Advancing } from '../advance.ts';
import type { Action, ActionContext } from './action.ts';

/** The permission is taken back: answers go, the proof that it was given and withdrawn stays. */
export const withdrawConsent: Action = async (house, context) => {
  await withdraw(house, context);
  return { outcome: 'withdrawn', memory: { consent: null }, forget: true };
};

/** Deletes at once what the bot may delete, and calls the person who answers for the rest. */
export const requestErasure: Action = async (house, context) => {
  const { key, contactId, now: at } = context;
  await withdraw(house, context);
  await house.ports.handoffs.open({ key, contactId, reason: 'data-request', at });
  return { outcome: 'requested', memory: { consent: null }, forget: true };
};

async function withdraw({ ports, world }: Advancing, context: ActionContext): Promise<void> {
  const { key, contactId, messageId, now: at, locale } = context;
  const textVersion = world.texts.version(locale, 'my-data:sure-withdraw.ask');
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
