import { type Connection, type Model, Schema } from 'mongoose';
import type { Certificate } from '../../domain/certificate.ts';

/** What names a person or tells about them (`signed`, why it was taken back) is sealed. */
export type CertificateDocument = Omit<Certificate, 'id' | 'signed'> & {
  _id: string;
  /** Statement, details, key and signature as JSON, sealed; empty once its owner has had it deleted. */
  signed: string;
};

/** The public half of a key that has signed; none is ever taken out. */
export type CertificateKeyDocument = { _id: string; publicKey: string; since: Date };

export type CertificateModels = {
  certificates: Model<CertificateDocument>;
  certificateKeys: Model<CertificateKeyDocument>;
};

const text = { type: String, required: true };
const date = { type: Date, required: true };
const options = { versionKey: false, minimize: false } as const;

export function createCertificateModels(connection: Connection): CertificateModels {
  const model = <T>(name: string, schema: Schema) =>
    connection.model<T>(name, schema as unknown as Schema<T>, name);
  return {
    certificates: model('certificates', certificateSchema()),
    certificateKeys: model(
      'certificateKeys',
      new Schema({ _id: text, publicKey: text, since: date }, options),
    ),
  };
}

/** One a version of an enrolment, one a code; the rest are the lists' own. */
function certificateSchema(): Schema {
  const definition = {
    _id: text,
    enrolmentId: text,
    contactId: text,
    chamber: text,
    version: Number,
    code: text,
    minutes: Number,
    issuedAt: date,
    issuedBy: text,
    status: text,
    revoked: { type: { _id: false, at: date, by: text, reason: String }, default: null },
    told: { type: { _id: false, at: date, by: text }, default: null },
    signed: String,
  };
  return new Schema(definition, options)
    .index({ enrolmentId: 1, version: -1 }, { unique: true })
    .index({ code: 1 }, { unique: true })
    .index({ contactId: 1 })
    .index({ issuedAt: -1, _id: -1 }, { name: 'newest' })
    .index({ chamber: 1, issuedAt: -1, _id: -1 }, { name: 'newest_of_chamber' });
}
