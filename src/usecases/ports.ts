import type { Contact } from '../domain/contact.ts';
import type { Handoff, HandoffReason } from '../domain/handoff.ts';
import type { Identity } from '../domain/identity.ts';
import type { ChannelName, InboundMessage } from '../domain/message.ts';
import type { InboundRecord } from '../domain/records.ts';
import type { Verdict } from '../domain/screening.ts';
import type { TurnAttempt } from '../domain/turn-attempt.ts';
import type { Answer, Conversation } from '../flow/conversation.ts';
import type { Certifying } from './certificates/ports.ts';
import type { Channel } from './channel.ts';
import type { BusinessDays, DataRequests, Erasure, PersonalLinks } from './data-rights/ports.ts';
import type { Enrolments } from './enrolment-ports.ts';
import type { EventPorts } from './event-ports.ts';
import type { Jobs } from './job-ports.ts';
import type { Notices } from './notice-ports.ts';
import type { Outbound } from './outbound-ports.ts';
import type { SessionLinks, SessionPorts } from './session-ports.ts';

/** The only way out of a use case. Writes are safe to repeat; races are settled by one conditional write. */
export type Ports = SessionPorts &
  EventPorts & {
    contacts: Contacts;
    inbound: Inbound;
    outbound: Outbound;
    conversations: Conversations;
    locks: Locks;
    handoffs: Handoffs;
    consents: Consents;
    dataRequests: DataRequests;
    erasure: Erasure;
    businessDays: BusinessDays;
    personalLinks: PersonalLinks;
    screenings: Screenings;
    chambers: Chambers;
    gaps: Gaps;
    enrolments: Enrolments;
    certifying: Certifying;
    sessionLinks: SessionLinks;
    notices: Notices;
    jobs: Jobs;
    channel(name: ChannelName): Channel | undefined;
    signals: Signals;
    clock: () => Date;
    log: Log;
    /** Whether an error says that Redis or MongoDB is away (it will pass), not that something is wrong. */
    isOutage(error: unknown): boolean;
  };

/** What actions may touch: the records, never a message or its sending. */
export type RecordPorts = Pick<
  Ports,
  | 'contacts'
  | 'handoffs'
  | 'consents'
  | 'dataRequests'
  | 'erasure'
  | 'businessDays'
  | 'personalLinks'
  | 'screenings'
  | 'chambers'
  | 'gaps'
  | 'enrolments'
  | 'certifying'
  | 'advisors'
  | 'sessions'
  | 'bookings'
  | 'waitlist'
  | 'sessionLinks'
  | 'notices'
  | keyof EventPorts
>;

export interface Contacts {
  /** The contact these identities belong to, made if need be; two contacts named together become the older one. */
  resolve(seen: { identities: Identity[]; channel: ChannelName; at: Date }): Promise<string>;
  get(contactId: string): Promise<Contact | null>;
  find(identity: Identity): Promise<string | null>;
  /** The same of many at once, in the order asked. */
  findAll(identities: readonly Identity[]): Promise<(string | null)[]>;
  /** It does not expire: it stands in the records for more than the chat. */
  keep(contactId: string): Promise<void>;
  update(
    contactId: string,
    change: Partial<Pick<Contact, 'locale' | 'consented' | 'optedOut'>>,
  ): Promise<void>;
  /** Goes on with merges that a crash cut short, and with messages that came in for the contact that went. */
  finishMerges(now: Date): Promise<void>;
}

export interface Inbound {
  /** False when this id is known already. */
  insert(message: InboundMessage, contactId: string): Promise<boolean>;
  /** Messages without an answer, oldest first. */
  unanswered(contactId: string, limit: number): Promise<InboundRecord[]>;
  /** This one, if it is without an answer. */
  unansweredById(id: string): Promise<InboundRecord | null>;
  /** Notes that a turn is begun; false where it was answered meanwhile, this process is at it, or as many as may be are. */
  beginAttempt(id: string, attempt: TurnAttempt, now: Date): Promise<boolean>;
  /** Its turn failed: from now on it counts. */
  failAttempt(id: string, attempt: TurnAttempt, at: Date): Promise<void>;
  /** Takes one back that lost to another, or that an outage cut short. */
  returnAttempt(id: string, attempt: TurnAttempt): Promise<void>;
  markAnswered(id: string, at: Date): Promise<void>;
  /** When the contact wrote last. */
  lastReceivedAt(contactId: string): Promise<Date | null>;
  /** Contacts with a message unanswered since before `before`. */
  waitingContacts(before: Date, limit: number): Promise<string[]>;
}

export interface Conversations {
  /** The higher revision of the working copy and its snapshot. */
  load(contactId: string): Promise<Conversation | null>;
  /** Commits over `expected`; false when someone else committed meanwhile. */
  commit(conversation: Conversation, expected: number): Promise<boolean>;
  /** Keeps a copy in the records, only over a lower revision. */
  snapshot(conversation: Conversation): Promise<void>;
}

export interface Locks {
  /** Runs `work` if nobody else holds the name; it only saves work, correctness never rests on it. */
  withLock(name: string, work: () => Promise<void>): Promise<{ kind: 'done' } | { kind: 'busy' }>;
}

export interface Handoffs {
  /** Opens one (once per key; an open one for the same contact and reason is kept). */
  open(handoff: { key: string; contactId: string; reason: HandoffReason; at: Date }): Promise<void>;
  list(filter: { open: boolean }): Promise<Handoff[]>;
  close(id: string, at: Date): Promise<boolean>;
}

export interface Consents {
  /** Keeps the proof: what for, which text, which message, when. Once per key. */
  record(consent: {
    key: string;
    contactId: string;
    purpose: string;
    given: boolean;
    textVersion: string;
    messageId: string;
    /** Where it was given, if not in the chat: a form's or a list's name. */
    source?: string;
    at: Date;
  }): Promise<void>;
}

export type ScreeningRecord = {
  id: string;
  contactId: string;
  at: Date;
  rubricVersion: string;
  answers: Record<string, Answer>;
  verdict: Verdict;
  reviewAskedAt: Date | null;
  /** What a person said who looked at it. */
  decision?: 'accepted' | 'rejected' | 'asked';
};

export interface Screenings {
  /** Once per key; a second call with the same key changes nothing. */
  insert(screening: ScreeningRecord): Promise<ScreeningRecord>;
  latest(contactId: string): Promise<ScreeningRecord | null>;
  askReview(id: string, at: Date): Promise<void>;
  deleteOf(contactId: string): Promise<number>;
}

export type Chamber = { id: string; name: string; phone: string; hours: string; territories: string[] };
export interface Chambers {
  list(): Promise<Chamber[]>;
  save(chamber: Chamber): Promise<void>;
}

/** A question nothing was found for, without a word about who asked; `chosen` is the entry a tap said it meant. */
export type Gap = { text: string; offered: string[]; chosen: string | null; at: Date };

export interface Gaps {
  /** Once per key. */
  record(gap: Gap & { key: string }): Promise<void>;
  choose(key: string, chosen: string): Promise<void>;
  list(): Promise<Gap[]>;
}

export interface Signals {
  /** Tells live views that something of this contact changed; lost signals cost a refresh only. */
  changed(contactId: string): void;
}

export interface Log {
  info(event: string, fields?: LogFields): void;
  /** Heals itself. */
  warn(event: string, fields?: LogFields): void;
  /** Someone must act. */
  error(event: string, fields?: LogFields): void;
  /** Everything logged by `work`, however deep, names this request: a message's own id from the webhook to its sending. */
  within<T>(request: string, work: () => T): T;
}
/** Ids, codes and counts only: never a number, a name or a text of a person. */
export type LogFields = Record<string, string | number | boolean | null | undefined | Error>;
