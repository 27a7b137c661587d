import { minutesOf } from '../../domain/enrolment.ts';
import { readable, type Vault } from '../../usecases/vault.ts';
import { createEnrolmentReader } from './enrolments-read.ts';
import type { Models } from './models.ts';

type Rows = AsyncIterable<Record<string, unknown>>;
type NumberOf = (contactId: string) => Promise<string | null>;

export function enrolmentExporters(
  models: Models,
  vault: Vault,
  numberOf: NumberOf,
): Record<'enrolments' | 'businesses', () => Rows> {
  const read = createEnrolmentReader(models, vault);
  const live = { mergedInto: { $exists: false } };
  return {
    async *enrolments() {
      for await (const found of models.enrolments.find(live).sort({ _id: 1 }).lean().cursor())
        for (const enrolment of await read.all([found]))
          yield {
            ...enrolment,
            minutes: minutesOf(enrolment),
            contact: await numberOf(enrolment.contactId),
          };
    },
    async *businesses() {
      for await (const found of models.businesses.find(live).sort({ _id: 1 }).lean().cursor()) {
        const { _id: id, contactId, name, createdAt } = found;
        yield {
          id,
          createdAt,
          contactId,
          contact: await numberOf(contactId),
          name: name === null ? null : await readable(vault, name),
        };
      }
    },
  };
}
