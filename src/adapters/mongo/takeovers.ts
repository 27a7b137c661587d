import { randomBytes } from 'node:crypto';
import type { Takeover, Takeovers } from '../../usecases/console/takeovers.ts';
import type { ConsoleModels, TakeoverDocument } from './console-models.ts';
import { unlessTaken } from './unless-taken.ts';

export function createTakeovers({ takeovers }: Pick<ConsoleModels, 'takeovers'>): Takeovers {
  const read = async (contactId: string) => {
    const found = await takeovers.findById(contactId).lean();
    return found && toTakeover(found);
  };
  const held = ({ contactId: _id, token }: Takeover) => ({ _id, token, state: 'held' as const });
  return {
    async take({ contactId, by, at }) {
      for (;;) {
        const token = randomBytes(12).toString('hex');
        const document = {
          _id: contactId,
          by,
          state: 'held',
          token,
          since: at,
          repliedAt: null,
          checkAt: at,
          reason: null,
        };
        await unlessTaken(() => takeovers.collection.insertOne(document as never));
        const takeover = await read(contactId);
        // Gone between the two: it has just been given back.
        if (takeover) return { mine: takeover.by === by && takeover.reason === null, takeover };
      }
    },
    get: read,
    async markReplied(takeover, at) {
      await takeovers.updateOne(held(takeover), { $set: { repliedAt: at } });
    },
    async beginReturn(takeover, reason) {
      // A reply that came in between keeps the chat from being taken away.
      const unanswered = reason === 'unanswered' ? { repliedAt: takeover.repliedAt } : {};
      const done = await takeovers.updateOne(
        { ...held(takeover), ...unanswered },
        { $set: { state: 'returning', reason } },
      );
      return done.modifiedCount === 1;
    },
    async end({ contactId, token }) {
      await takeovers.deleteOne({ _id: contactId, token, state: 'returning' });
    },
    async due(now, limit) {
      const found = await takeovers
        .find({ state: 'held', checkAt: { $lte: now } })
        .sort({ checkAt: 1 })
        .limit(limit)
        .lean();
      return found.map(toTakeover);
    },
    async lookAgain(takeover, checkAt) {
      await takeovers.updateOne(held(takeover), { $set: { checkAt } });
    },
    async returning(limit) {
      return (await takeovers.find({ state: 'returning' }).limit(limit).lean()).map(toTakeover);
    },
  };
}

function toTakeover({ _id, by, token, since, repliedAt, reason }: TakeoverDocument): Takeover {
  return { contactId: _id, by, token, since, repliedAt, reason: reason as Takeover['reason'] };
}
