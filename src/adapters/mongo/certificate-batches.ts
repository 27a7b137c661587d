import { type Connection, type Model, Schema } from 'mongoose';
import {
  type Batch,
  type Batches,
  type Cohort,
  type Cohorts,
  noCounts,
} from '../../usecases/certificates/batch-ports.ts';
import type { Models } from './models.ts';
import { unlessTaken } from './unless-taken.ts';

export type BatchDocument = Omit<Batch, 'id'> & { _id: string };
export type BatchModels = { certificateBatches: Model<BatchDocument> };

export function createBatchModels(connection: Connection): BatchModels {
  const text = { type: String, required: true };
  const schema = new Schema(
    {
      _id: text,
      cohort: Schema.Types.Mixed,
      by: text,
      startedAt: { type: Date, required: true },
      total: Number,
      cursor: { type: String, default: '' },
      counts: Schema.Types.Mixed,
      state: text,
      leaseUntil: { type: Date, required: true },
      endedAt: Date,
    },
    { versionKey: false, minimize: false },
  )
    .index({ startedAt: -1 })
    .index({ leaseUntil: 1 }, { name: 'running', partialFilterExpression: { state: 'running' } });
  const typed = schema as unknown as Schema<BatchDocument>;
  return {
    certificateBatches: connection.model<BatchDocument>('certificateBatches', typed, 'certificateBatches'),
  };
}

const FREE = new Date(0);

export function createBatches({ certificateBatches }: Pick<Models, 'certificateBatches'>): Batches {
  return {
    async start({ id: _id, cohort, ...batch }) {
      const document = {
        _id,
        ...batch,
        cohort: given(cohort),
        cursor: '',
        counts: noCounts(),
        state: 'running',
        leaseUntil: batch.startedAt,
        endedAt: null,
      };
      await unlessTaken(() => certificateBatches.collection.insertOne(document as never));
      const kept = await certificateBatches.findById(_id).lean();
      if (!kept) throw new Error('the batch is gone', { cause: { id: _id } });
      return toBatch(kept);
    },
    async get(id) {
      const found = await certificateBatches.findById(id).lean();
      return found && toBatch(found);
    },
    async list(limit) {
      return (await certificateBatches.find().sort({ startedAt: -1 }).limit(limit).lean()).map(toBatch);
    },
    async due(now) {
      const found = await certificateBatches.find({ state: 'running', leaseUntil: { $lte: now } }).lean();
      return found.map(toBatch);
    },
    async lease({ id: _id, cursor, leaseUntil }, until) {
      const mine = { _id, state: 'running' as const, cursor, leaseUntil };
      const done = await certificateBatches.updateOne(mine, { $set: { leaseUntil: until } });
      return done.modifiedCount > 0;
    },
    async advance({ id: _id, cursor }, to) {
      const done = await certificateBatches.updateOne(
        { _id, state: 'running', cursor },
        { $set: { ...to, ...(to.endedAt && { state: 'done' }) } },
      );
      return done.modifiedCount > 0;
    },
    async stop(id, at) {
      const done = await certificateBatches.updateOne(
        { _id: id, state: 'running' },
        { $set: { state: 'stopped', endedAt: at } },
      );
      return done.modifiedCount > 0;
    },
    async resume(id) {
      const done = await certificateBatches.updateOne(
        { _id: id, state: 'stopped' },
        { $set: { state: 'running', endedAt: null, leaseUntil: FREE } },
      );
      return done.modifiedCount > 0;
    },
  };
}

function toBatch({ _id: id, ...rest }: BatchDocument): Batch {
  return { id, ...rest };
}

/** MongoDB would keep what is not given as null, and look for it. */
function given(cohort: Cohort): Cohort {
  return Object.fromEntries(Object.entries(cohort).filter(([, value]) => value !== undefined));
}

export function createCohorts({ enrolments }: Pick<Models, 'enrolments'>): Cohorts {
  const wanted = ({ tag, ...plain }: Cohort) => ({
    ...given(plain),
    ...(tag && { tags: tag }),
    status: 'active' as const,
    mergedInto: { $exists: false },
  });
  return {
    count: (cohort) => enrolments.countDocuments(wanted(cohort)),
    async page(cohort, { after, limit }) {
      const found = await enrolments
        .find({ ...wanted(cohort), ...(after && { _id: { $gt: after } }) }, { _id: 1 })
        .sort({ _id: 1 })
        .limit(limit)
        .lean();
      return found.map(({ _id }) => _id);
    },
  };
}
