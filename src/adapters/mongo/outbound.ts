import { MAX_ATTEMPTS } from '../../domain/delivery.ts';
import type { OutboundRecord } from '../../domain/records.ts';
import type { Outbound } from '../../usecases/outbound-ports.ts';
import type { Vault } from '../../usecases/vault.ts';
import type { MessageDocument } from './documents.ts';
import { fromOutbound, toOutbound } from './message-document.ts';
import type { Models } from './models.ts';
import { oldestContacts } from './oldest-contacts.ts';
import { queuedAgain } from './outbound-states.ts';
import { recordStatus } from './outbound-status.ts';
import { rawMessages } from './raw-messages.ts';
import { unlessTaken } from './unless-taken.ts';

export function createOutbound({ messages }: Models, vault: Vault): Outbound {
  const raw = rawMessages(messages);
  return {
    async insertAbsent(records) {
      const now = new Date();
      // One by one: a bulk error would hide an outage, or a lost message behind a known one.
      for (const record of records) {
        const document = fromOutbound(await vault.of(record.contactId), record, now);
        await unlessTaken(() => raw.insertOne(document));
      }
    },
    async insertTaken(record) {
      const document = fromOutbound(await vault.of(record.contactId), record, new Date());
      return await unlessTaken(() => raw.insertOne(document));
    },
    async pending(contactId, limit) {
      const found = await raw
        .find({ contactId, direction: 'out', open: true })
        .sort({ position: 1 })
        .limit(limit)
        .toArray();
      const records = await Promise.all(found.map((one) => toOutbound(vault, one)));
      const unreadable = found.filter((_one, index) => !records[index]);
      if (unreadable.length > 0) await closeShredded(messages, unreadable);
      return records.filter((one) => one !== null);
    },
    async get(id) {
      const found = await raw.findOne({ _id: id, direction: 'out' });
      return found && (await toOutbound(vault, found));
    },
    async fate(id) {
      const found = await messages
        .findOne({ _id: id, direction: 'out' }, { state: 1, status: 1, code: 1, reason: 1 })
        .lean();
      if (!found) return null;
      const { state, status = null, code = null, reason = null } = found;
      return { state: (state ?? 'queued') as OutboundRecord['state'], status, code, reason };
    },
    async claim(record, { at, leaseUntil, content, absorbs }) {
      const seal = await vault.of(record.contactId);
      const done = await raw.updateOne(
        { _id: record.id, state: 'queued', attempts: record.attempts },
        {
          $set: {
            state: 'sending',
            open: true,
            attempts: record.attempts + 1,
            lastAttemptAt: at,
            leaseUntil,
            dueAt: leaseUntil,
            content: seal(JSON.stringify(content)),
            absorbs,
          },
          $push: { attemptedAt: { $each: [at], $slice: -MAX_ATTEMPTS } },
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
      const done = await raw.updateOne(
        { _id: id, state: { $in: ['queued', 'sending'] }, attempts: { $gt: 0 }, sids: { $ne: sid } },
        { $set: { state: 'sent', open: false, sid, leaseUntil: null }, $addToSet: { sids: sid } },
      );
      return done.modifiedCount === 1;
    },
    async requeue({ id, attempts, contactId }, change) {
      const again = await queuedAgain(vault, contactId, change);
      await messages.updateOne({ _id: id, state: 'sending', attempts }, { $set: again });
    },
    async release({ id, attempts }, leaseUntil) {
      await messages.updateOne(
        { _id: id, state: 'sending', attempts },
        { $set: { leaseUntil, dueAt: leaseUntil } },
      );
    },
    async renewLease(record, leaseUntil) {
      const done = await messages.updateOne(
        { _id: record.id, state: 'sending', leaseUntil: record.leaseUntil },
        { $set: { leaseUntil, dueAt: leaseUntil } },
      );
      return done.modifiedCount === 1;
    },
    async markFailed({ id, attempts }, { state, code, reason }) {
      const done = await messages.updateOne(
        { _id: id, state: { $in: ['queued', 'sending'] }, attempts },
        { $set: { state, open: false, code, reason, leaseUntil: null } },
      );
      return done.modifiedCount === 1;
    },
    async attemptsSince(contactId, since, limit) {
      const found = await raw
        .find({ contactId, lastAttemptAt: { $gt: since } }, { projection: { attemptedAt: 1 } })
        .sort({ lastAttemptAt: -1 })
        .limit(limit)
        .toArray();
      const attempts = found.flatMap((one) => one.attemptedAt ?? []).filter((at) => at > since);
      return attempts.sort((one, other) => one.getTime() - other.getTime()).slice(-limit);
    },
    async isKnownSid(sid) {
      return (await messages.exists({ sids: sid })) !== null;
    },
    recordStatus: (update) => recordStatus(messages, vault, update),
    async dueContacts(now, limit) {
      return await oldestContacts(messages, { direction: 'out', open: true, dueAt: { $lte: now } }, limit);
    },
  };
}

/** Nobody can say any more what they were to say. */
async function closeShredded(messages: Models['messages'], unreadable: MessageDocument[]): Promise<void> {
  const ids = unreadable.map((one) => one._id);
  await messages.updateMany(
    { _id: { $in: ids }, open: true },
    { $set: { state: 'failed', open: false, reason: 'shredded', leaseUntil: null } },
  );
}
