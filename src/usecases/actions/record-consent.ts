import type { Action } from './action.ts';

/** Keeps the proof of a clear yes (Ley 1581 of 2012, art. 9): purpose, text as shown, message, instant. */
export const recordConsent: Action = async (house, context) => {
  const { ports, world } = house;
  const { key, contactId, messageId, now: at, locale } = context;
  const purpose = String(context.input.purpose);
  const textVersion = world.texts.version(locale, `${purpose}:${String(context.input.text)}.ask`);
  await ports.consents.record({ key, contactId, purpose, given: true, textVersion, messageId, at });
  await ports.contacts.update(contactId, { consented: true });
  return { outcome: 'kept', memory: { consent: 'given' } };
};
