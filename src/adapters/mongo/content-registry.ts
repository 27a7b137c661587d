import type { ContentRegistry } from '../../usecases/channel.ts';
import { isDuplicate } from './connection.ts';
import type { Models } from './models.ts';

/** One document a shape: whoever inserts it, or finds its lease run out, makes the resource. */
export function createContentRegistry({ templates }: Models): ContentRegistry {
  const known = new Map<string, string>();

  async function takeOver(hash: string, now: Date, leaseUntil: Date): Promise<boolean> {
    try {
      const done = await templates.updateOne(
        { _id: hash, sid: null, leaseUntil: { $lte: now } },
        { $set: { leaseUntil } },
        { upsert: true },
      );
      return done.upsertedCount + done.modifiedCount === 1;
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
  }

  return {
    async claim(hash, leaseMs) {
      const cached = known.get(hash);
      if (cached) return { kind: 'known', sid: cached };
      const found = await templates.findById(hash).lean();
      if (found?.sid) {
        known.set(hash, found.sid);
        return { kind: 'known', sid: found.sid };
      }
      const now = new Date();
      const taken = await takeOver(hash, now, new Date(now.getTime() + leaseMs));
      return taken ? { kind: 'create' } : { kind: 'busy' };
    },
    async save(hash, sid) {
      await templates.updateOne({ _id: hash }, { $set: { sid, leaseUntil: null } }, { upsert: true });
      known.set(hash, sid);
    },
    async forget(hash, sid) {
      known.delete(hash);
      await templates.deleteOne({ _id: hash, sid });
    },
  };
}
