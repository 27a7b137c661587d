import { KEEP_WITHOUT_CONSENT_DAYS } from '../../domain/contact.ts';
import type { Action } from './action.ts';

/** What is kept about the person, in words. */
export const showMyData: Action = async ({ ports, world }, context) => {
  const { contactId, locale } = context;
  const contact = await ports.contacts.get(contactId);
  const screening = await ports.screenings.latest(contactId);
  const line = (key: string, params = {}) => world.texts.get(locale, `my-data:lines.${key}`, params);
  const lines = [
    line('number', { days: KEEP_WITHOUT_CONSENT_DAYS }),
    line(contact?.consented ? 'consent-yes' : 'consent-no'),
    screening ? line('screening', { date: world.texts.date(locale, screening.at) }) : line('no-screening'),
  ];
  return { outcome: 'shown', values: { dataSummary: lines.join('\n') } };
};
