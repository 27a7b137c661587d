import type { TurnAttempt } from '../../domain/turn-attempt.ts';
/** Documents as they lie in the records; personal fields are sealed or fingerprinted before they come here. */
export type ContactDocument = {
  _id: string;
  identities: { hash: string; kind: 'phone' | 'scoped'; sealed: string }[];
  channel: string;
  locale: string;
  consented: boolean;
  optedOut: string;
  createdAt: Date;
  mergedInto?: string;
  mergedAt?: Date;
  /** Identities on their way to the contact it was merged into. */
  handedOver?: ContactDocument['identities'];
  expiresAt?: Date | null;
  /** Where the business is, by the last screening: says which chamber sees the contact. */
  territory?: string;
};

export type MessageDocument = {
  _id: string;
  direction: 'in' | 'out';
  contactId: string;
  channel: string;
  /** JSON of the content, sealed. */
  content: string;
  position: string;
  /** Inbound: not answered yet. Outbound: not sent, merged or given up yet. */
  open: boolean;
  dueAt: Date;
  /** Of an outbound message. */
  attempts: number;
  createdAt: Date;
  expiresAt: Date;
  answeredAt?: Date | null;
  repliedTo?: string;
  /** Of an inbound message: who is or was at its turn. */
  turnAttempts?: TurnAttempt[];
  purpose?: string;
  about?: { flow: string; subject: string };
  answers?: Date | null;
  state?: string;
  lastAttemptAt?: Date | null;
  /** The latest attempts, for the pace. */
  attemptedAt?: Date[];
  leaseUntil?: Date | null;
  sid?: string | null;
  /** Every SID any attempt got. */
  sids?: string[];
  status?: string | null;
  rank?: number;
  code?: number | null;
  reason?: string | null;
  absorbs?: string[];
  mergedInto?: string;
};

export type ConversationDocument = {
  _id: string;
  revision: number;
  state: string;
  /** `flow@version:step` of each frame, to count people by where they stand. */
  stands: string[];
  /** The same of flows left half-way. */
  left?: string[];
  updatedAt: Date;
  expiresAt: Date | null;
  owner?: 'bot' | 'human';
  lastInboundAt?: Date | null;
  territory?: string;
};

export type HandoffDocument = {
  _id: string;
  contactId: string;
  reason: string;
  open: boolean;
  openedAt: Date;
  closedAt: Date | null;
};

export type ConsentDocument = {
  _id: string;
  contactId: string;
  purpose: string;
  given: boolean;
  textVersion: string;
  messageId: string;
  source?: string;
  at: Date;
  /** Its place in the chain of receipts; those of before have none. */
  chain?: string;
  sequence?: number;
  hash?: string;
};

export type ScreeningDocument = {
  _id: string;
  contactId: string;
  at: Date;
  rubricVersion: string;
  /** JSON of the answers as said and as understood, sealed. */
  answers: string;
  verdict: Record<string, unknown>;
  reviewAskedAt: Date | null;
  territory?: string | null;
  review?: { decision: string; by: string; at: Date };
};

export type ChamberDocument = {
  _id: string;
  name: string;
  phone: string;
  hours: string;
  territories: string[];
};
/** `text` is sealed. */
export type GapDocument = { _id: string; text: string; offered: string[]; chosen: string | null; at: Date };
export type TemplateDocument = { _id: string; sid: string | null; leaseUntil: Date | null };
export type FlowVersionDocument = {
  _id: string;
  flow: string;
  version: string;
  source: string;
  /** JSON of its texts by language: they stay with it when the files lose them. */
  texts?: string;
  createdAt: Date;
  publishedAt?: Date;
};
