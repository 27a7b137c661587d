import type { HandoffReason } from '../../domain/handoff.ts';
import type { Handoffs } from '../../usecases/ports.ts';
import { isDuplicate } from './connection.ts';
import type { Models } from './models.ts';

export function createHandoffs({ handoffs }: Models): Handoffs {
  return {
    async open({ key, contactId, reason, at }) {
      try {
        await handoffs.collection.insertOne({
          _id: key,
          contactId,
          reason,
          open: true,
          openedAt: at,
          closedAt: null,
        } as never);
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
    },
    async list({ open }) {
      const found = await handoffs.find({ open }).sort({ openedAt: 1 }).lean();
      return found.map(({ _id: id, contactId, reason, openedAt, closedAt }) => ({
        id,
        contactId,
        reason: reason as HandoffReason,
        openedAt,
        closedAt,
      }));
    },
    async close(id, at) {
      const done = await handoffs.updateOne({ _id: id, open: true }, { $set: { open: false, closedAt: at } });
      return done.modifiedCount === 1;
    },
  };
}
