import { identityText } from '../../domain/identity.ts';
import type { ExcludedNumbers } from '../../usecases/broadcasts/ports.ts';
import type { Vault } from '../../usecases/vault.ts';
import type { BroadcastModels } from './broadcast-models.ts';
import { isDuplicate } from './connection.ts';

const BATCH = 1_000;

/** The register as keyed hashes: it answers about a number one has, and gives none away. */
export function createExcludedNumbers(
  { excludedNumbers }: BroadcastModels,
  vault: Pick<Vault, 'fingerprint'>,
): ExcludedNumbers {
  const hashOf = (value: string) => vault.fingerprint(identityText({ kind: 'phone', value }));
  return {
    async add(numbers, { at, by }) {
      const before = await excludedNumbers.estimatedDocumentCount();
      for (let from = 0; from < numbers.length; from += BATCH) {
        const documents = numbers.slice(from, from + BATCH).map((one) => ({ _id: hashOf(one), at, by }));
        await excludedNumbers.collection
          .insertMany(documents as never[], { ordered: false })
          .catch((error: unknown) => {
            if (!isDuplicate(error)) throw error;
          });
      }
      return (await excludedNumbers.estimatedDocumentCount()) - before;
    },
    async has(number) {
      return (await excludedNumbers.exists({ _id: hashOf(number) })) !== null;
    },
    count: () => excludedNumbers.estimatedDocumentCount(),
    async clear() {
      return (await excludedNumbers.deleteMany({})).deletedCount;
    },
  };
}
