import { type Connection, type Model, Schema } from 'mongoose';
import type { Advisor } from '../../domain/advisor.ts';
import type { Session } from '../../domain/session.ts';
import type { WaitlistEntry } from '../../domain/waitlist.ts';
import type { BookingRecord } from '../../usecases/session-ports.ts';

type Stored<T extends { id: string }> = Omit<T, 'id'> & { _id: string };
export type AdvisorDocument = Stored<Advisor>;
export type SessionDocument = Stored<Session>;
/** `claims` is absent where nothing is claimed: an empty list would count as a value of the unique index. */
export type BookingDocument = Omit<Stored<BookingRecord>, 'claims'> & { claims?: string[] };
export type WaitlistDocument = Stored<WaitlistEntry> & { targetKey: string; open: boolean };

export type SessionModels = {
  advisors: Model<AdvisorDocument>;
  sessions: Model<SessionDocument>;
  bookings: Model<BookingDocument>;
  waitlist: Model<WaitlistDocument>;
};

const { Mixed } = Schema.Types;
const text = { type: String, required: true };

export function createSessionModels(connection: Connection): SessionModels {
  return {
    advisors: model<AdvisorDocument>(connection, 'advisors', (schema) => schema.index({ contactId: 1 })),
    sessions: model<SessionDocument>(connection, 'sessions', (schema) =>
      schema
        .index({ status: 1, startsAt: 1 })
        .index({ chamber: 1, startsAt: 1 })
        .index({ advisorId: 1, startsAt: 1 }),
    ),
    bookings: model<BookingDocument>(connection, 'bookings', (schema) =>
      schema
        .index({ claims: 1 }, { unique: true, partialFilterExpression: { claims: { $exists: true } } })
        .index({ contactId: 1, endsAt: 1 })
        .index({ sessionId: 1 })
        .index({ advisorId: 1, startsAt: 1 })
        .index({ state: 1, startsAt: 1 })
        .index({ state: 1, madeAt: 1 }),
    ),
    waitlist: model<WaitlistDocument>(connection, 'waitlist', (schema) =>
      schema
        .index({ contactId: 1, targetKey: 1 }, { unique: true, partialFilterExpression: { open: true } })
        .index({ open: 1, joinedAt: 1 })
        .index({ targetKey: 1, state: 1 }),
    ),
  };
}

/** What each holds is said by its domain type; the driver stores it as it is. */
function model<T>(connection: Connection, name: string, indexed: (schema: Schema) => Schema): Model<T> {
  const fields = FIELDS[name] ?? {};
  const schema = indexed(new Schema({ _id: text, ...fields }, { versionKey: false, minimize: false }));
  return connection.model<T>(name, schema as unknown as Schema<T>, name);
}

const list = { type: [String], default: undefined };

const FIELDS: Record<string, Record<string, unknown>> = {
  advisors: {
    contactId: text,
    name: text,
    chamber: text,
    territories: [String],
    kinds: [String],
    weekly: Mixed,
    exceptions: Mixed,
    bufferMinutes: Number,
    maxPerDay: Number,
    place: Mixed,
    status: text,
  },
  sessions: {
    kind: text,
    advisorId: String,
    chamber: text,
    territories: [String],
    startsAt: Date,
    endsAt: Date,
    seats: Number,
    place: Mixed,
    status: text,
  },
  bookings: {
    sessionId: text,
    contactId: text,
    enrolmentId: String,
    kind: text,
    advisorId: String,
    chamber: text,
    startsAt: Date,
    endsAt: Date,
    state: text,
    heldUntil: Date,
    revision: Number,
    confirmedAt: Date,
    madeAt: Date,
    seat: Number,
    claims: list,
    acts: [String],
  },
  waitlist: {
    contactId: text,
    enrolmentId: String,
    target: Mixed,
    targetKey: text,
    joinedAt: Date,
    state: text,
    open: Boolean,
    offers: Number,
    offer: Mixed,
  },
};
