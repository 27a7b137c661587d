import type { PersonalSection } from '../../usecases/data-rights/ports.ts';
import { readable, type Vault } from '../../usecases/vault.ts';
import { createCertificates } from './certificates.ts';
import { toDataRequest } from './data-requests.ts';
import { readHistory } from './history.ts';
import type { Models } from './models.ts';
import { toScreening } from './screenings.ts';

/** More than a person writes in the days messages are kept. */
const MOST_MESSAGES = 2_000;

/** What the bot itself keeps about a person, in the open, for them alone. */
export function personalSections(models: Models, vault: Vault): PersonalSection[] {
  return [
    {
      name: 'identities',
      async read(contactId) {
        const contact = await models.contacts.findById(contactId).lean();
        return await Promise.all(
          (contact?.identities ?? []).map(async ({ kind, sealed }) => ({
            kind,
            value: await readable(vault, sealed),
          })),
        );
      },
    },
    {
      name: 'consents',
      async read(contactId) {
        const found = await models.consents.find({ contactId }).sort({ at: 1 }).lean();
        return found.map(({ at, purpose, given, textVersion, messageId }) => ({
          at,
          purpose,
          given,
          textVersion,
          messageId,
        }));
      },
    },
    {
      name: 'screenings',
      async read(contactId) {
        const found = await models.screenings.find({ contactId }).sort({ at: 1 }).lean();
        const screenings = await Promise.all(found.map((one) => toScreening(vault, one)));
        return screenings.map(({ at, verdict, answers }) => ({
          at,
          verdict: verdict.kind,
          ...Object.fromEntries(Object.entries(answers).map(([name, { said }]) => [name, said])),
        }));
      },
    },
    {
      name: 'certificates',
      async read(contactId) {
        const found = await createCertificates(models, vault).ofContact(contactId);
        return found.map(({ code, status, issuedAt, minutes, revoked, signed }) => ({
          issuedAt,
          code,
          status,
          minutes,
          ...signed?.statement,
          ...signed?.details,
          reason: revoked?.reason,
        }));
      },
    },
    {
      name: 'bookings',
      async read(contactId) {
        const found = await models.bookings.find({ contactId }).sort({ startsAt: 1 }).lean();
        return found.map(({ startsAt, endsAt, kind, state, confirmedAt, madeAt }) => ({
          ...{ startsAt, endsAt, kind, state, confirmedAt, madeAt },
        }));
      },
    },
    {
      name: 'waitlist',
      async read(contactId) {
        const found = await models.waitlist.find({ contactId }).sort({ joinedAt: 1 }).lean();
        return found.map(({ joinedAt, target, state, offer }) => ({ joinedAt, target, state, offer }));
      },
    },
    {
      name: 'invitations',
      async read(contactId) {
        const found = await models.invitations.find({ contactId }).sort({ answeredAt: 1 }).lean();
        const events = await models.events.find({ _id: { $in: found.map(({ eventId }) => eventId) } }).lean();
        const names = new Map(events.map(({ _id, name }) => [_id, name]));
        return found.map(({ eventId, answer, companions, code, answeredAt, attendedAt }) => ({
          ...{ event: names.get(eventId) ?? eventId, answer, companions, code, answeredAt, attendedAt },
        }));
      },
    },
    {
      name: 'requests',
      async read(contactId) {
        const found = await models.dataRequests.find({ contactId }).sort({ askedAt: 1 }).lean();
        const requests = await Promise.all(found.map((one) => toDataRequest(vault, one)));
        return requests.map(({ kind, askedAt, dueOn, answeredAt, correction }) => ({
          ...{ askedAt, kind, dueOn, answeredAt },
          ...(correction && { datum: correction.datum, value: correction.value }),
        }));
      },
    },
    {
      name: 'messages',
      async read(contactId) {
        const lines = await readHistory(models, vault, { contactId, limit: MOST_MESSAGES });
        return lines.map(({ at, direction, content }) => ({ at, direction, ...content }));
      },
    },
  ];
}
