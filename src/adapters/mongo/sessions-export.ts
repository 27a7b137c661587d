import { readable, type Vault } from '../../usecases/vault.ts';
import type { Models } from './models.ts';

type Rows = AsyncIterable<Record<string, unknown>>;
type NumberOf = (contactId: string) => Promise<string | null>;

/** Bookings with who, with whom and where, oldest first. */
export function sessionExporters(
  models: Models,
  vault: Vault,
  numberOf: NumberOf,
): Record<'bookings', () => Rows> {
  return {
    async *bookings() {
      const advisors = new Map(
        (await models.advisors.find().lean()).map(({ _id, name }) => [_id, vault.open(name)]),
      );
      for await (const found of models.bookings.find().sort({ _id: 1 }).lean().cursor()) {
        const { _id: id, sessionId, kind, chamber, startsAt, endsAt, state, confirmedAt, madeAt } = found;
        const { contactId, enrolmentId, advisorId, revision } = found;
        const enrolment = enrolmentId
          ? await models.enrolments.findById(enrolmentId, { name: 1 }).lean()
          : null;
        const session = await models.sessions.findById(sessionId, { place: 1 }).lean();
        yield {
          ...{ id, sessionId, kind, chamber, startsAt, endsAt, state },
          advisorId,
          advisor: (advisorId && advisors.get(advisorId)) ?? null,
          contactId,
          contact: await numberOf(contactId),
          name: enrolment?.name ? await readable(vault, enrolment.name) : null,
          enrolmentId,
          address: session?.place.address ?? null,
          link: session?.place.link ?? null,
          ...{ madeAt, confirmedAt, moves: revision },
        };
      }
    },
  };
}
