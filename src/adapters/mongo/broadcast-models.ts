import { type Connection, type Model, Schema } from 'mongoose';
import type { Broadcast, BroadcastRow } from '../../domain/broadcast.ts';

export type BroadcastDocument = Omit<Broadcast, 'id'> & { _id: string };

export type BroadcastRowDocument = Omit<BroadcastRow, 'id'> & {
  _id: string;
  rank: number;
  /** The local day its message takes: a person has one a day. Absent while it takes none. */
  day?: string;
  /** Of the broadcast's subject, to find who was invited. */
  eventId: string | null;
};

/** `_id` is a keyed hash of the number. */
export type ExcludedNumberDocument = { _id: string; at: Date; by: string };

export type BroadcastModels = {
  broadcasts: Model<BroadcastDocument>;
  broadcastRows: Model<BroadcastRowDocument>;
  excludedNumbers: Model<ExcludedNumberDocument>;
};

const text = { type: String, required: true };
const date = { type: Date, required: true };
const { Mixed } = Schema.Types;

export function createBroadcastModels(connection: Connection): BroadcastModels {
  const model = <T>(name: string, definition: Record<string, unknown>, index: (schema: Schema) => Schema) => {
    const schema = new Schema({ _id: text, ...definition }, { versionKey: false, minimize: false });
    return connection.model<T>(name, index(schema) as unknown as Schema<T>, name);
  };
  return {
    broadcasts: model('broadcasts', BROADCAST, (schema) =>
      schema.index({ state: 1, createdAt: 1 }).index({ 'subject.eventId': 1 }, { sparse: true }),
    ),
    broadcastRows: model('broadcastRows', ROW, (schema) =>
      schema
        .index({ broadcastId: 1, contactId: 1 }, { unique: true })
        .index(
          { contactId: 1, day: 1 },
          { unique: true, partialFilterExpression: { day: { $exists: true } } },
        )
        .index({ broadcastId: 1, state: 1, dueAt: 1 })
        .index({ broadcastId: 1, changedAt: -1 })
        .index({ takenAt: 1 }, { name: 'taken', partialFilterExpression: { state: 'taken' } }),
    ),
    excludedNumbers: model('excludedNumbers', { at: date, by: text }, (schema) => schema),
  };
}

const BROADCAST = {
  name: text,
  notice: text,
  subject: Mixed,
  values: Mixed,
  audience: Mixed,
  startsAt: date,
  spreadHours: Number,
  state: text,
  createdBy: text,
  createdAt: date,
  approvalAskedBy: String,
  sentBy: String,
  approvedBy: String,
  frozenAt: Date,
  pausedFor: Mixed,
  doneAt: Date,
  planned: Mixed,
  runningSince: Date,
  revision: Number,
};

const ROW = {
  broadcastId: text,
  contactId: text,
  bin: text,
  state: text,
  rank: Number,
  dueAt: date,
  messageId: text,
  attempts: Number,
  code: Number,
  reason: String,
  takenAt: Date,
  sentAt: Date,
  changedAt: date,
  day: { type: String, default: undefined },
  eventId: String,
};
