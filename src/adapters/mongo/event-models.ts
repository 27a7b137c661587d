import { type Connection, type Model, Schema } from 'mongoose';
import type { ProgrammeEvent } from '../../domain/event.ts';
import type { RsvpRecord } from '../../usecases/event-ports.ts';

type Stored<T extends { id: string }> = Omit<T, 'id'> & { _id: string };
export type EventDocument = Stored<ProgrammeEvent>;
export type RsvpDocument = Stored<RsvpRecord>;

export type EventModels = { events: Model<EventDocument>; invitations: Model<RsvpDocument> };

const { Mixed } = Schema.Types;
const text = { type: String, required: true };
const options = { versionKey: false, minimize: false } as const;

export function createEventModels(connection: Connection): EventModels {
  const events = new Schema(
    {
      ...{
        _id: text,
        name: text,
        chamber: text,
        startsAt: Date,
        endsAt: Date,
        place: Mixed,
        capacity: Number,
      },
      ...{ companions: Number, description: Mixed, status: text, revision: Number, news: Mixed },
    },
    options,
  )
    .index({ status: 1, startsAt: 1 })
    .index({ chamber: 1, startsAt: 1 })
    .index({ 'news.kind': 1 }, { partialFilterExpression: { 'news.kind': { $exists: true } } });
  const invitations = new Schema(
    {
      ...{ _id: text, eventId: text, contactId: text, answer: text, companions: Number, code: text },
      ...{ seats: [Number], claims: [String], acts: [String], revision: Number, answeredAt: Date },
      ...{ waitingSince: Date, promotedAt: Date, attendedAt: Date, missedAt: Date, remindedOf: Date },
    },
    options,
  )
    .index({ claims: 1 }, { unique: true })
    .index({ contactId: 1 })
    .index({ eventId: 1, _id: 1 })
    .index({ eventId: 1, answer: 1, waitingSince: 1 })
    .index({ promotedAt: 1 }, { partialFilterExpression: { promotedAt: { $type: 'date' } } });
  return {
    events: connection.model<EventDocument>('events', events as unknown as Schema<EventDocument>, 'events'),
    invitations: connection.model<RsvpDocument>(
      'invitations',
      invitations as unknown as Schema<RsvpDocument>,
      'invitations',
    ),
  };
}
