import type { Broadcasts } from '../../usecases/broadcasts/ports.ts';
import type { BroadcastDocument, BroadcastModels } from './broadcast-models.ts';
import { unlessTaken } from './unless-taken.ts';

export function createBroadcasts({ broadcasts }: BroadcastModels): Broadcasts {
  return {
    async insert({ id, ...rest }) {
      const document: BroadcastDocument = { _id: id, ...rest, ...DRAFT };
      await unlessTaken(() => broadcasts.collection.insertOne(document as never));
    },
    async get(id) {
      const found = await broadcasts.findById(id).lean();
      return found && toBroadcast(found as BroadcastDocument);
    },
    async list({ limit, after, eventId, chamber }) {
      const last = after ? await broadcasts.findById(after, { createdAt: 1 }).lean() : null;
      const older = last && {
        createdAt: { $lte: last.createdAt },
        $or: [{ createdAt: { $lt: last.createdAt } }, { _id: { $lt: last._id } }],
      };
      const found = await broadcasts
        .find({
          ...older,
          ...(eventId && { 'subject.eventId': eventId }),
          ...(chamber && { 'audience.chambers': [chamber] }),
        })
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit)
        .lean();
      return (found as BroadcastDocument[]).map(toBroadcast);
    },
    async inState(states) {
      const found = await broadcasts
        .find({ state: { $in: [...states] } })
        .sort({ createdAt: 1 })
        .lean();
      return (found as BroadcastDocument[]).map(toBroadcast);
    },
    async redraft(id, draft) {
      const done = await broadcasts.collection.updateOne(
        { _id: id as never, state: 'draft' },
        { $set: { ...draft, approvalAskedBy: null } },
      );
      return done.matchedCount === 1;
    },
    async move(id, from, to, { unless, ...change } = {}) {
      const done = await broadcasts.collection.updateOne(
        {
          _id: id as never,
          state: { $in: [...from] },
          ...(unless !== undefined && { approvalAskedBy: { $nin: [unless, null] } }),
        },
        // Guarded by the state: what is repeated finds itself moved already.
        { $set: { ...change, state: to }, $inc: { revision: 1 } },
      );
      return done.modifiedCount === 1;
    },
  };
}

const DRAFT = {
  state: 'draft',
  approvalAskedBy: null,
  sentBy: null,
  approvedBy: null,
  frozenAt: null,
  pausedFor: null,
  doneAt: null,
  planned: null,
  runningSince: null,
  revision: 0,
} as const;

function toBroadcast({ _id: id, ...rest }: BroadcastDocument) {
  return { id, ...rest };
}
