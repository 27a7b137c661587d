import { type Connection, type Model, Schema } from 'mongoose';
import type { RetentionRun } from '../../usecases/retention/ports.ts';

/** `_id` is the night. */
export type RetentionRunDocument = Omit<RetentionRun, 'day'> & { _id: string };
export type RetentionModels = { retentionRuns: Model<RetentionRunDocument> };

export function createRetentionModels(connection: Connection): RetentionModels {
  const schema = new Schema(
    { _id: { type: String, required: true }, at: { type: Date, required: true }, ended: Schema.Types.Mixed },
    { versionKey: false, minimize: false },
  );
  const typed = schema as unknown as Schema<RetentionRunDocument>;
  return { retentionRuns: connection.model<RetentionRunDocument>('retentionRuns', typed, 'retentionRuns') };
}
