import type { Gaps } from '../../usecases/ports.ts';
import { isDuplicate } from './connection.ts';
import type { Models } from './models.ts';

export function createGaps({ gaps }: Models): Gaps {
  return {
    async record({ key, ...gap }) {
      try {
        await gaps.collection.insertOne({ _id: key, ...gap } as never);
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
