import type { Gaps } from '../../usecases/ports.ts';
import type { Vault } from '../../usecases/vault.ts';
import { isDuplicate } from './connection.ts';
import type { Models } from './models.ts';

/** The key is of a turn, and a turn is somebody's: only its fingerprint is kept. */
export function createGaps({ gaps }: Models, vault: Vault): Gaps {
  const idOf = (key: string) => gapIdOf(vault, key);
  return {
    async record({ key, text, ...gap }) {
      try {
        await gaps.collection.insertOne({ _id: idOf(key), text: vault.seal(text), ...gap } as never);
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
    },
    async choose(key, chosen) {
      await gaps.updateOne({ _id: idOf(key) }, { $set: { chosen } });
    },
    async list() {
      const found = await gaps.find().sort({ at: 1 }).lean();
      return found.map(({ text, offered, chosen, at }) => ({ text: vault.open(text), offered, chosen, at }));
    },
  };
}

export function gapIdOf(vault: Pick<Vault, 'fingerprint'>, key: string): string {
  return vault.fingerprint(`gap:${key}`);
}
