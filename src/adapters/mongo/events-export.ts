import { readable, type Vault } from '../../usecases/vault.ts';
import type { Models } from './models.ts';

type Rows = AsyncIterable<Record<string, unknown>>;
type NumberOf = (contactId: string) => Promise<string | null>;

/** Answers to invitations with who and to what, by event. */
export function eventExporters(
  models: Models,
  vault: Vault,
  numberOf: NumberOf,
): Record<'rsvps', () => Rows> {
  return {
    async *rsvps() {
      const events = new Map((await models.events.find().lean()).map((event) => [event._id, event]));
      for await (const found of models.invitations.find().sort({ eventId: 1, _id: 1 }).lean().cursor()) {
        const { eventId, contactId, answer, companions, code, answeredAt, attendedAt, missedAt } = found;
        const event = events.get(eventId);
        const enrolment = await models.enrolments.findOne({ contactId }, { name: 1, businessName: 1 }).lean();
        yield {
          ...{ eventId, event: event?.name ?? null, startsAt: event?.startsAt ?? null },
          ...{ chamber: event?.chamber ?? null, contactId, contact: await numberOf(contactId) },
          name: enrolment?.name ? await readable(vault, enrolment.name) : null,
          ...{ answer, companions, code, answeredAt, attendedAt, missedAt },
        };
      }
    },
  };
}
