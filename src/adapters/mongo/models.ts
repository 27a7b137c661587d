import { type Connection, type Model, Schema } from 'mongoose';
import { type BroadcastModels, createBroadcastModels } from './broadcast-models.ts';
import { type BatchModels, createBatchModels } from './certificate-batches.ts';
import { type CertificateModels, createCertificateModels } from './certificates-models.ts';
import { type ConsoleModels, createConsoleModels } from './console-models.ts';
import type { DataRequestDocument } from './data-requests.ts';
import type {
  ChamberDocument,
  ConsentDocument,
  ContactDocument,
  ConversationDocument,
  FlowVersionDocument,
  GapDocument,
  HandoffDocument,
  MessageDocument,
  ScreeningDocument,
  TemplateDocument,
} from './documents.ts';
import { createEnrolmentModels, type EnrolmentModels } from './enrolments-models.ts';
import { createEventModels, type EventModels } from './event-models.ts';
import { createReminderModels, type ReminderModels } from './reminders.ts';
import { createRetentionModels, type RetentionModels } from './retention-models.ts';
import { createSessionModels, type SessionModels } from './session-models.ts';

export type Models = {
  contacts: Model<ContactDocument>;
  messages: Model<MessageDocument>;
  conversations: Model<ConversationDocument>;
  handoffs: Model<HandoffDocument>;
  consents: Model<ConsentDocument>;
  dataRequests: Model<DataRequestDocument>;
  screenings: Model<ScreeningDocument>;
  chambers: Model<ChamberDocument>;
  gaps: Model<GapDocument>;
  templates: Model<TemplateDocument>;
  flowVersions: Model<FlowVersionDocument>;
} & BroadcastModels &
  EnrolmentModels &
  CertificateModels &
  BatchModels &
  ReminderModels &
  RetentionModels &
  SessionModels &
  EventModels &
  ConsoleModels;

const text = { type: String, required: true };
const maybeText = { type: String, default: undefined };
const date = { type: Date, required: true };
const maybeDate = { type: Date, default: undefined };
const texts = { type: [String], default: undefined };

/** Binds every collection to a connection; names are the collections' own. */
export function createModels(connection: Connection): Models {
  const model = <T>(name: string, schema: Schema<T>) => connection.model<T>(name, schema, name);
  return {
    contacts: model('contacts', contactSchema()),
    messages: model('messages', messageSchema()),
    conversations: model(
      'conversations',
      schemaOf<ConversationDocument>({
        revision: Number,
        state: text,
        stands: [String],
        left: texts,
        updatedAt: date,
        expiresAt: Date,
        owner: maybeText,
        lastInboundAt: maybeDate,
        territory: maybeText,
      })
        .index({ stands: 1 })
        .index({ updatedAt: -1, _id: -1 }, { name: 'inbox' })
        .index({ owner: 1, updatedAt: -1, _id: -1 }, { name: 'inbox_by_owner' })
        .index({ expiresAt: 1 }, { expireAfterSeconds: 0 }),
    ),
    handoffs: model('handoffs', handoffSchema()),
    consents: model(
      'consents',
      schemaOf<ConsentDocument>({
        contactId: text,
        purpose: text,
        given: Boolean,
        textVersion: text,
        messageId: text,
        at: date,
        chain: maybeText,
        sequence: { type: Number, default: undefined },
        hash: maybeText,
      })
        .index({ contactId: 1, at: 1 })
        .index({ at: 1 })
        .index(
          { chain: 1, sequence: 1 },
          { unique: true, partialFilterExpression: { chain: { $exists: true } } },
        ),
    ),
    dataRequests: model(
      'dataRequests',
      schemaOf<DataRequestDocument>({
        contactId: text,
        kind: text,
        askedAt: date,
        dueOn: text,
        answeredAt: Date,
        correction: maybeText,
      })
        .index({ answeredAt: 1, dueOn: 1 })
        .index({ contactId: 1 }),
    ),
    screenings: model(
      'screenings',
      schemaOf<ScreeningDocument>({
        contactId: text,
        at: date,
        rubricVersion: text,
        answers: text,
        verdict: Schema.Types.Mixed,
        reviewAskedAt: Date,
        territory: maybeText,
        review: { type: Schema.Types.Mixed, default: undefined },
      })
        .index({ contactId: 1, at: -1 })
        .index({ at: -1, _id: -1 }, { name: 'newest' })
        .index({ 'verdict.kind': 1, at: -1, _id: -1 }, { name: 'newest_by_verdict' })
        .index({ reviewAskedAt: 1 }, { sparse: true }),
    ),
    chambers: model(
      'chambers',
      schemaOf<ChamberDocument>({ name: text, phone: String, hours: String, territories: [String] }),
    ),
    gaps: model('gaps', schemaOf<GapDocument>({ text, offered: [String], chosen: String, at: date })),
    templates: model('templates', schemaOf<TemplateDocument>({ sid: String, leaseUntil: Date })),
    flowVersions: model(
      'flowVersions',
      schemaOf<FlowVersionDocument>({
        flow: text,
        version: text,
        source: text,
        texts: maybeText,
        createdAt: date,
        publishedAt: maybeDate,
      }),
    ),
    ...createBroadcastModels(connection),
    ...createEnrolmentModels(connection),
    ...createCertificateModels(connection),
    ...createBatchModels(connection),
    ...createReminderModels(connection),
    ...createRetentionModels(connection),
    ...createSessionModels(connection),
    ...createEventModels(connection),
    ...createConsoleModels(connection),
  };
}

function schemaOf<T>(definition: Record<string, unknown>): Schema<T> {
  const options = { versionKey: false, minimize: false } as const;
  return new Schema({ _id: text, ...definition }, options) as unknown as Schema<T>;
}

const identity = { _id: false, hash: text, kind: text, sealed: text };

// Sparse is not enough: an empty list counts as a null, and two of them as the same one.
const hasIdentity = { 'identities.hash': { $exists: true } };

function contactSchema(): Schema<ContactDocument> {
  return schemaOf<ContactDocument>({
    identities: [identity],
    channel: text,
    locale: text,
    consented: Boolean,
    optedOut: text,
    createdAt: date,
    mergedInto: maybeText,
    mergedAt: maybeDate,
    handedOver: { type: [identity], default: undefined },
    expiresAt: maybeDate,
    territory: maybeText,
  })
    .index({ createdAt: 1 })
    .index({ optedOut: 1, createdAt: -1 })
    .index({ 'identities.hash': 1 }, { name: 'identity', unique: true, partialFilterExpression: hasIdentity })
    .index({ mergedAt: 1 }, { sparse: true })
    .index({ 'handedOver.hash': 1 }, { sparse: true })
    .index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
}

function messageSchema(): Schema<MessageDocument> {
  const onlyOpen = { partialFilterExpression: { open: true } };
  return schemaOf<MessageDocument>({
    direction: text,
    contactId: text,
    channel: text,
    content: text,
    position: text,
    open: Boolean,
    dueAt: date,
    attempts: Number,
    createdAt: date,
    expiresAt: date,
    answeredAt: maybeDate,
    repliedTo: maybeText,
    turnAttempts: {
      type: [{ _id: false, id: String, process: String, leaseUntil: Date }],
      default: undefined,
    },
    purpose: maybeText,
    about: { type: { _id: false, flow: String, subject: String }, default: undefined },
    answers: maybeDate,
    state: maybeText,
    lastAttemptAt: maybeDate,
    attemptedAt: { type: [Date], default: undefined },
    leaseUntil: maybeDate,
    sid: maybeText,
    sids: texts,
    status: maybeText,
    rank: { type: Number, default: undefined },
    code: { type: Number, default: undefined },
    reason: maybeText,
    absorbs: texts,
    mergedInto: maybeText,
  })
    .index({ contactId: 1, direction: 1, position: 1 }, { name: 'open_of_contact', ...onlyOpen })
    .index({ direction: 1, dueAt: 1 }, { name: 'open_due', ...onlyOpen })
    .index({ contactId: 1, position: 1 }, { name: 'history' })
    .index({ contactId: 1, lastAttemptAt: 1 }, { name: 'pace', sparse: true })
    .index({ state: 1, createdAt: -1 }, { name: 'failed', partialFilterExpression: { state: 'failed' } })
    .index({ sids: 1 }, { unique: true, sparse: true })
    .index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
}

function handoffSchema(): Schema<HandoffDocument> {
  return schemaOf<HandoffDocument>({
    contactId: text,
    reason: text,
    open: Boolean,
    openedAt: date,
    closedAt: Date,
  })
    .index({ contactId: 1, reason: 1 }, { unique: true, partialFilterExpression: { open: true } })
    .index({ open: 1, openedAt: 1 })
    .index({ contactId: 1, openedAt: -1 });
}
