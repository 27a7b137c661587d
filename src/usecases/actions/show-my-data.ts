import { KEEP_WITHOUT_CONSENT_DAYS } from '../../domain/contact.ts';
import { fileRequest } from '../data-rights/file-request.ts';
import { ownBookings } from '../sessions/offer-times.ts';
import type { Action } from './action.ts';

/** What is kept about the person, in words. */
export const showMyData: Action = async ({ ports, world }, context) => {
  const { key, contactId, locale, now } = context;
  const contact = await ports.contacts.get(contactId);
  const screening = await ports.screenings.latest(contactId);
  const booked = (await ownBookings({ ports }, { contactId, now })).length;
  const waits = (await ports.waitlist.ofContact(contactId)).some(
    ({ state }) => state === 'waiting' || state === 'offered',
  );
  const answered = (await ports.rsvps.ofContact(contactId)).length;
  const line = (key: string, params = {}) => world.texts.get(locale, `my-data:lines.${key}`, params);
  const lines = [
    line('number', { days: KEEP_WITHOUT_CONSENT_DAYS }),
    line(contact?.consented ? 'consent-yes' : 'consent-no'),
    screening ? line('screening', { date: world.texts.date(locale, screening.at) }) : line('no-screening'),
    ...(booked > 0 ? [line('bookings', { count: booked })] : []),
    ...(waits ? [line('waitlist')] : []),
    ...(answered > 0 ? [line('invitations')] : []),
  ];
  await fileRequest(ports, { key, contactId, kind: 'access', at: now, answered: true });
  const dataLink = ports.personalLinks.make(contactId, now);
  return { outcome: 'shown', values: { dataSummary: lines.join('\n'), dataLink } };
};
