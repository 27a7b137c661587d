import type { Outbound } from '../../usecases/ports.ts';
import type { Vault } from '../../usecases/vault.ts';
import { isDuplicate } from './connection.ts';
import { fromOutbound, toOutbound } from './message-document.ts';
import type { Models } from './models.ts';
import { recordStatus } from './outbound-status.ts';

export function createOutbound({ messages }: Models, vault: Vault): Outbound {
  return {
    async insertAbsent(records) {
      if (records.length === 0) return;
      const now = new Date();
      const documents = records.map((record) => fromOutbound(vault, record, now));
      try {
        await messages.collection.insertMany(documents as never, { ordered: false });
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
    },
    async pending(contactId, limit) {
      const found = await messages
        .find({ contactId, direction: 'out', open: true })
        .sort({ position: 1 })
        .limit(limit)
        .lean();
      return found.map((one) => toOutbound(vault, one));
    },
    async get(id) {
      const found = await messages.findOne({ _id: id, direction: 'out' }).lean();
      return found && toOutbound(vault, found);
    },
    async claim(record, { at, leaseUntil, content, absorbs }) {
      const done = await messages.updateOne(
        { _id: record.id, state: 'queued', attempts: record.attempts },
        {
          $set: {
            state: 'sending',
            attempts: record.attempts + 1,
            lastAttemptAt: at,
            leaseUntil,
            dueAt: leaseUntil,
            content: vault.seal(JSON.stringify(content)),
            absorbs,
          },
        },
      );
      return done.modifiedCount === 1;
    },
    async markMerged(ids, into) {
      if (ids.length === 0) return;
      await messages.updateMany(
        { _id: { $in: ids }, state: 'queued' },
        { $set: { state: 'merged', open: false, mergedInto: into } },
      );
    },
    async markSent(id, sid) {
      await messages.updateOne(
        { _id: id, state: 'sending', sids: { $ne: sid } },
        { $set: { state: 'sent', open: false, sid, leaseUntil: null }, $addToSet: { sids: sid } },
      );
    },
    async requeue(id, { nextAttemptAt, code, reason, content }) {
      await messages.updateOne(
        { _id: id, state: { $in: ['sending', 'sent'] } },
        {
          $set: {
            state: 'queued',
            open: true,
            sid: null,
            rank: -1,
            dueAt: nextAttemptAt,
            leaseUntil: null,
            code,
            reason,
            ...(content && { content: vault.seal(JSON.stringify(content)) }),
          },
        },
      );
    },
    async release(id, leaseUntil) {
      await messages.updateOne({ _id: id, state: 'sending' }, { $set: { leaseUntil, dueAt: leaseUntil } });
    },
    async renewLease(record, leaseUntil) {
      const done = await messages.updateOne(
        { _id: record.id, state: 'sending', leaseUntil: record.leaseUntil },
        { $set: { leaseUntil, dueAt: leaseUntil } },
      );
      return done.modifiedCount === 1;
    },
    async markFailed(id, { state, code, reason }) {
      await messages.updateOne(
        { _id: id, state: { $in: ['queued', 'sending', 'sent'] } },
        { $set: { state, open: false, code, reason, leaseUntil: null } },
      );
    },
    async attemptsSince(contactId, since, limit) {
      const found = await messages
        .find({ contactId, lastAttemptAt: { $gt: since } }, { lastAttemptAt: 1 })
        .sort({ lastAttemptAt: -1 })
        .limit(limit)
        .lean();
      return found.flatMap((one) => one.lastAttemptAt ?? []).reverse();
    },
    async isKnownSid(sid) {
      return (await messages.exists({ sids: sid })) !== null;
    },
    recordStatus: (update) => recordStatus(messages, vault, update),
    async dueContacts(now, limit) {
      const found = await messages
        .find({ direction: 'out', open: true, dueAt: { $lte: now } }, { contactId: 1 })
        .sort({ dueAt: 1 })
        .limit(limit)
        .lean();
      return [...new Set(found.map((one) => one.contactId))];
    },
  };
}
