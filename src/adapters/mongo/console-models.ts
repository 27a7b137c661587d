import { type Connection, type Model, Schema } from 'mongoose';

/** `_id` is random: names may change hands, and the audit names ids. */
export type AccountDocument = {
  _id: string;
  name: string;
  /** The name as typed at sign-in, folded; unique. */
  key: string;
  role: string;
  chamberId: string | null;
  password: string;
  disabled: boolean;
  epoch: string;
  createdAt: Date;
};

export type AuditDocument = { _id: string; who: string; what: string; record: string; at: Date };

/** Who has taken a contact's chat: one at a time, by its id. */
export type TakeoverDocument = {
  _id: string;
  by: string;
  state: 'held' | 'returning';
  /** Tells one takeover of a contact from the next. */
  token: string;
  since: Date;
  repliedAt: Date | null;
  checkAt: Date;
  reason: string | null;
};

/** `text` is sealed. */
export type NoteDocument = { _id: string; contactId: string; by: string; at: Date; text: string };

/** `question` and `answer` are a coordinator's words, about nobody. */
export type FaqDraftDocument = { _id: string; question: string; answer: string; by: string; at: Date };

export type ConsoleModels = {
  accounts: Model<AccountDocument>;
  audit: Model<AuditDocument>;
  takeovers: Model<TakeoverDocument>;
  notes: Model<NoteDocument>;
  faqDrafts: Model<FaqDraftDocument>;
};

const text = { type: String, required: true };
const date = { type: Date, required: true };

/** Each index serves one question: a sign-in, the audit's pages, a due takeover, a contact's notes. */
export function createConsoleModels(connection: Connection): ConsoleModels {
  const model = <T>(
    name: string,
    definition: Record<string, unknown>,
    index?: (schema: Schema) => Schema,
  ) => {
    const schema = new Schema({ _id: text, ...definition }, { versionKey: false, minimize: false });
    return connection.model<T>(name, (index?.(schema) ?? schema) as unknown as Schema<T>, name);
  };
  const account = {
    name: text,
    key: text,
    role: text,
    chamberId: String,
    password: text,
    disabled: Boolean,
    epoch: text,
    createdAt: date,
  };
  const takeover = {
    by: text,
    state: text,
    token: text,
    since: date,
    repliedAt: Date,
    checkAt: date,
    reason: String,
  };
  return {
    accounts: model('accounts', account, (one) => one.index({ key: 1 }, { unique: true })),
    audit: model('audit', { who: text, what: text, record: text, at: date }, (one) =>
      one.index({ at: -1, _id: -1 }),
    ),
    takeovers: model('takeovers', takeover, (one) => one.index({ state: 1, checkAt: 1 })),
    notes: model('notes', { contactId: text, by: text, at: date, text }, (one) =>
      one.index({ contactId: 1, at: 1 }),
    ),
    faqDrafts: model('faqDrafts', { question: text, answer: String, by: text, at: date }),
  };
}
