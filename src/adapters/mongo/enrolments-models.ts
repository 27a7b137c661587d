import { type Connection, type Model, Schema } from 'mongoose';
import type { Enrolment } from '../../domain/enrolment.ts';

/** Names and a coordinator's free words (`name`, `source`, a credit's `reason`) are sealed. */
export type EnrolmentDocument = Omit<Enrolment, 'id' | 'businessName'> & {
  _id: string;
  /** Keyed hashes of the words it is found by. */
  nameTokens: string[];
  businessTokens: string[];
  /** The same business of the same person was enrolled twice, until they turned out to be one. */
  mergedInto?: string;
};

export type BusinessDocument = {
  _id: string;
  contactId: string;
  /** Sealed. */
  name: string | null;
  /** A keyed hash: a contact has one business of a name. */
  nameHash?: string;
  mergedInto?: string;
  createdAt: Date;
};

export type EnrolmentModels = {
  enrolments: Model<EnrolmentDocument>;
  businesses: Model<BusinessDocument>;
};

const text = { type: String, required: true };
const maybeText = { type: String, default: undefined };
const date = { type: Date, required: true };
const options = { versionKey: false, minimize: false } as const;

export function createEnrolmentModels(connection: Connection): EnrolmentModels {
  const model = <T>(name: string, schema: Schema) =>
    connection.model<T>(name, schema as unknown as Schema<T>, name);
  return {
    enrolments: model('enrolments', enrolmentSchema()),
    businesses: model('businesses', businessSchema()),
  };
}

function enrolmentSchema(): Schema {
  const definition = {
    _id: text,
    contactId: text,
    businessId: text,
    chamber: text,
    territory: String,
    sector: String,
    name: String,
    nameTokens: [String],
    businessTokens: [String],
    stage: text,
    history: [{ _id: false, stage: text, at: date, by: text }],
    credits: [{ _id: false, key: text, minutes: Number, at: date, by: text, reason: String }],
    source: text,
    consentedAt: date,
    enrolledAt: date,
    tags: [String],
    status: text,
    mergedInto: maybeText,
  };
  return new Schema(definition, options)
    .index({ contactId: 1, businessId: 1 }, { unique: true })
    .index({ chamber: 1, stage: 1, _id: 1 })
    .index({ chamber: 1, _id: 1 })
    .index({ stage: 1, _id: 1 })
    .index({ nameTokens: 1 })
    .index({ businessTokens: 1 });
}

function businessSchema(): Schema {
  const named = { nameHash: { $exists: true } };
  return new Schema(
    {
      _id: text,
      contactId: text,
      name: String,
      nameHash: maybeText,
      mergedInto: maybeText,
      createdAt: date,
    },
    options,
  )
    .index({ contactId: 1, nameHash: 1 }, { unique: true, partialFilterExpression: named })
    .index({ contactId: 1 });
}
