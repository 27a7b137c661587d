import {
  type BroadcastRow,
  messageIdOf,
  ROW_STATES,
  type RowState,
  rowOfMessage,
} from '../../domain/broadcast.ts';
import type { BroadcastRows } from '../../usecases/broadcasts/ports.ts';
import type { BroadcastModels, BroadcastRowDocument } from './broadcast-models.ts';
import { isDuplicate } from './connection.ts';
import { unlessTaken } from './unless-taken.ts';

/** Whatever order they are told in, a lower one never overwrites a higher one; what is settled without a message is highest. */
const RANK: Record<RowState, number> = {
  waiting: -1,
  taken: 0,
  uncertain: 0.5,
  sent: 1,
  failed: 2,
  delivered: 3,
  read: 4,
  skipped: 9,
  dropped: 9,
};

export function createBroadcastRows({ broadcastRows: rows }: BroadcastModels): BroadcastRows {
  return {
    async insertAbsent(given) {
      if (given.length === 0) return;
      const documents = given.map(({ id, eventId = null, ...row }) => ({
        _id: id,
        ...row,
        rank: RANK[row.state],
        eventId,
      }));
      // Unordered: those that are there already do not keep the others out.
      await rows.collection.insertMany(documents as never[], { ordered: false }).catch((error: unknown) => {
        if (!isDuplicate(error)) throw error;
      });
    },
    async get(broadcastId, contactId) {
      const found = await rows.findOne({ broadcastId, contactId }).lean();
      return found && toRow(found);
    },
    async due(broadcastId, now, limit) {
      const found = await rows
        .find({ broadcastId, state: 'waiting', dueAt: { $lte: now } })
        .sort({ dueAt: 1 })
        .limit(limit)
        .lean();
      return found.map(toRow);
    },
    async nextDue(broadcastId) {
      const found = await rows
        .findOne({ broadcastId, state: 'waiting' }, { dueAt: 1 })
        .sort({ dueAt: 1 })
        .lean();
      return found?.dueAt ?? null;
    },
    async take(id, { day, at }) {
      try {
        const done = await rows.updateOne(
          { _id: id, state: 'waiting' },
          { $set: { state: 'taken', rank: RANK.taken, day, takenAt: at, changedAt: at } },
        );
        return done.modifiedCount === 1 ? 'taken' : 'gone';
      } catch (error) {
        if (isDuplicate(error)) return 'written-that-day';
        throw error;
      }
    },
    async putOff(id, { dueAt, ...told }) {
      await rows.updateOne(
        { _id: id, state: { $in: ['waiting', 'taken', 'sent'] } },
        { $set: { ...told, state: 'waiting', rank: RANK.waiting, dueAt }, $unset: { day: 1 } },
      );
    },
    async drop(id, reason, at) {
      const done = await rows.updateOne(
        { _id: id, state: { $in: ['waiting', 'taken'] } },
        { $set: { state: 'dropped', rank: RANK.dropped, reason, changedAt: at }, $unset: { day: 1 } },
      );
      return done.modifiedCount === 1;
    },
    async dropWaiting(broadcastId, reason, at) {
      const done = await rows.updateMany(
        { broadcastId, state: 'waiting' },
        { $set: { state: 'dropped', rank: RANK.dropped, reason, changedAt: at } },
      );
      return done.modifiedCount;
    },
    async record(messageId, { state, at, ...told }) {
      const rowId = rowOfMessage(messageId)?.rowId;
      if (!rowId) return false;
      const done = await rows.updateOne(
        { _id: rowId, messageId, rank: { $lt: RANK[state] } },
        {
          $set: { state, rank: RANK[state], changedAt: at, ...told, ...(state === 'sent' && { sentAt: at }) },
          // What failed took nobody's day.
          ...(state === 'failed' && { $unset: { day: 1 } }),
        },
      );
      return done.modifiedCount === 1;
    },
    async retryFailed(broadcastId, except, dueAt) {
      let again = 0;
      const failed = rows.find({ broadcastId, state: 'failed', code: { $nin: [...except] } }).lean();
      for await (const { _id, messageId } of failed.cursor()) {
        const round = Number(messageId.slice(_id.length + 1)) + 1;
        const done = await rows.updateOne(
          { _id, state: 'failed', messageId },
          {
            $set: {
              state: 'waiting',
              rank: RANK.waiting,
              messageId: messageIdOf(_id, round),
              dueAt,
              changedAt: dueAt,
            },
          },
        );
        again += done.modifiedCount;
      }
      return again;
    },
    async stuck(before, limit) {
      const found = await rows
        .find({ state: 'taken', takenAt: { $lt: before } })
        .sort({ takenAt: 1 })
        .limit(limit)
        .lean();
      return found.map(toRow);
    },
    async isOpen(broadcastId) {
      return (await rows.exists({ broadcastId, state: { $in: ['waiting', 'taken'] } })) !== null;
    },
    async totals(broadcastId) {
      const groups = await rows.aggregate<{ _id: RowState; count: number }>([
        { $match: { broadcastId } },
        { $group: { _id: '$state', count: { $sum: 1 } } },
      ]);
      const counts = new Map(groups.map(({ _id, count }) => [_id, count]));
      return Object.fromEntries(ROW_STATES.map((state) => [state, counts.get(state) ?? 0])) as Record<
        RowState,
        number
      >;
    },
    async heard(broadcastId, since, limit) {
      const found = await rows
        .find(
          { broadcastId, changedAt: { $gte: since }, rank: { $gt: RANK.taken, $lt: RANK.skipped } },
          { state: 1, code: 1, reason: 1 },
        )
        .sort({ changedAt: -1 })
        .limit(limit)
        .lean();
      return found.map(({ state, code, reason }) => ({ state, code, reason }));
    },
    async list(broadcastId, { state, bin, code }, { limit, after }) {
      const found = await rows
        .find({
          broadcastId,
          ...(state && { state }),
          ...(bin && { bin }),
          ...(code && { code }),
          ...(after && { contactId: { $gt: after } }),
        })
        .sort({ contactId: 1 })
        .limit(limit)
        .lean();
      return found.map(toRow);
    },
    async ofContact(contactId, limit) {
      const found = await rows.find({ contactId }).sort({ changedAt: -1 }).limit(limit).lean();
      return found.map(toRow);
    },
    async invitedAmong(contactIds, eventId) {
      const sent: RowState[] = ['taken', 'sent', 'delivered', 'read', 'uncertain'];
      const found = await rows
        .find(
          {
            contactId: { $in: [...contactIds] },
            state: { $in: sent },
            eventId: eventId ?? { $ne: null },
          },
          { contactId: 1 },
        )
        .lean();
      return new Set(found.map((one) => one.contactId));
    },
  };
}

/** A merged contact's rows become the other's, where they have none of that broadcast and no message that day. */
export async function repointRows({ broadcastRows: rows }: BroadcastModels, from: string, to: string) {
  for (const { _id } of await rows.find({ contactId: from }, { _id: 1 }).lean())
    await unlessTaken(() => rows.updateOne({ _id }, { $set: { contactId: to } }));
}

function toRow(found: BroadcastRowDocument): BroadcastRow {
  const { _id: id, rank, day, eventId, ...row } = found;
  return { id, ...row };
}
