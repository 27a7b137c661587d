import { type Connection, type Model, Schema } from 'mongoose';
import type { Reminder } from '../../domain/reminders.ts';
import type { Closing, ReminderRecord, Reminders } from '../../usecases/reminders/ports.ts';
import { isDuplicate } from './connection.ts';

export type ReminderDocument = Omit<Reminder, 'id'> & {
  _id: string;
  open: boolean;
  closed: Closing | null;
  expiresAt: Date;
};
export type ReminderModels = { reminders: Model<ReminderDocument> };

/** Long enough to answer whether somebody was reminded. */
const KEEP_MS = 90 * 24 * 60 * 60 * 1000;

const text = { type: String, required: true };

export function createReminderModels(connection: Connection): ReminderModels {
  const schema = new Schema(
    {
      _id: text,
      which: text,
      whom: text,
      bookingId: text,
      sessionId: text,
      advisorId: String,
      revision: Number,
      startsAt: Date,
      day: String,
      dueAt: Date,
      open: Boolean,
      closed: { type: Schema.Types.Mixed, default: null },
      expiresAt: Date,
    },
    { versionKey: false, minimize: false },
  )
    .index({ dueAt: 1 }, { name: 'open_due', partialFilterExpression: { open: true } })
    .index({ bookingId: 1 })
    .index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
  const typed = schema as unknown as Schema<ReminderDocument>;
  return { reminders: connection.model<ReminderDocument>('reminders', typed, 'reminders') };
}

export function createReminders({ reminders }: ReminderModels): Reminders {
  return {
    async insertAbsent(planned) {
      const ids = planned.map(({ id }) => id);
      const found = await reminders.find({ _id: { $in: ids } }, { _id: 1 }).lean();
      const known = new Set(found.map(({ _id }) => _id));
      const made: Reminder[] = [];
      for (const reminder of planned) {
        if (known.has(reminder.id)) continue;
        known.add(reminder.id);
        if (await insert(reminder)) made.push(reminder);
      }
      return made;
    },
    async get(id) {
      const found = await reminders.findById(id).lean();
      return found && toRecord(found);
    },
    async due(now, limit) {
      const found = await reminders
        .find({ open: true, dueAt: { $lte: now } })
        .sort({ dueAt: 1 })
        .limit(limit)
        .lean();
      return found.map(toRecord);
    },
    async openOf(bookingId) {
      return (await reminders.find({ bookingId, open: true }).lean()).map(toRecord);
    },
    async close(id, closed) {
      const { modifiedCount } = await reminders.updateOne(
        { _id: id, open: true },
        { $set: { open: false, closed } },
      );
      return modifiedCount > 0;
    },
    async list(limit) {
      return (await reminders.find().sort({ dueAt: -1 }).limit(limit).lean()).map(toRecord);
    },
  };

  async function insert({ id, ...reminder }: Reminder): Promise<boolean> {
    const expiresAt = new Date(reminder.startsAt.getTime() + KEEP_MS);
    try {
      await reminders.collection.insertOne({
        _id: id,
        ...reminder,
        open: true,
        closed: null,
        expiresAt,
      } as never);
      return true;
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
  }
}

function toRecord({ _id: id, open, expiresAt, ...rest }: ReminderDocument): ReminderRecord {
  return { id, ...rest };
}
