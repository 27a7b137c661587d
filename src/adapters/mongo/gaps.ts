import type { Gaps } from '../../usecases/ports.ts';
import type { Vault } from '../../usecases/vault.ts';
import { isDuplicate } from './connection.ts';
import type { Models } from './models.ts';

/** The key is of a turn, and a turn is somebody's: only its fingerprint is kept. */
export function createGaps({ gaps }: Models, vault: Vault): Gaps {
  return {
    async record({ key, text, ...gap }) {
      try {
        const _id = vault.fingerprint(`gap:${key}`);
        await gaps.collection.insertOne({ _id, text: vault.seal(text), ...gap } as never);
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
    },
    async choose(key, chosen) {
      await gaps.updateOne({ _id: key }, { $set: { chosen } });
    },
    async list() {
      return await gaps.find().sort({ at: 1 }).lean();
    },
  };
}
