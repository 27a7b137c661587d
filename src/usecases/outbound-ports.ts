import type { OutboundContent } from '../domain/message.ts';
import type { OutboundRecord } from '../domain/records.ts';

export interface Outbound {
  /** Inserts those that are not there yet. */
  insertAbsent(records: OutboundRecord[]): Promise<void>;
  /** Inserts one that is being sent at once; false where it is there already. */
  insertTaken(record: OutboundRecord): Promise<boolean>;
  /** Messages not sent yet (queued or sending), in order. */
  pending(contactId: string, limit: number): Promise<OutboundRecord[]>;
  get(id: string): Promise<OutboundRecord | null>;
  /** What became of it, even where its words are gone. */
  fate(id: string): Promise<DeliveryFate | null>;
  /** queued → sending, with what it will say and carry; false when another was quicker. */
  claim(record: OutboundRecord, claimed: Claimed): Promise<boolean>;
  markMerged(ids: string[], into: string): Promise<void>;
  /** The provider took it, perhaps after it was queued again; false where a callback about this SID was quicker. */
  markSent(id: string, sid: string): Promise<boolean>;
  /** sending → queued again, not before `nextAttemptAt`; not where a callback settled this attempt meanwhile. */
  requeue(attempt: Attempt, change: Requeued): Promise<void>;
  /** sending, but nobody is at it: settled from `leaseUntil` on. */
  release(attempt: Attempt, leaseUntil: Date): Promise<void>;
  /** One sweep alone settles it: true if the lease was still the one we read. */
  renewLease(record: OutboundRecord, leaseUntil: Date): Promise<boolean>;
  /** Given up while nobody has heard that it was sent; false where somebody has. */
  markFailed(
    attempt: Attempt,
    failure: { state: 'failed' | 'uncertain'; code: number | null; reason: string },
  ): Promise<boolean>;
  /** Attempts to this contact since `since`, oldest first. */
  attemptsSince(contactId: string, since: Date, limit: number): Promise<Date[]>;
  isKnownSid(sid: string): Promise<boolean>;
  /** Stores a status by rank, never downwards, and in the same write what a failure leads to. */
  recordStatus(status: StatusUpdate): Promise<RecordedStatus>;
  /** Contacts with a message to send or settle by `now`. */
  dueContacts(now: Date, limit: number): Promise<string[]>;
}

export type DeliveryFate = {
  state: OutboundRecord['state'];
  /** The provider's last word. */
  status: string | null;
  code: number | null;
  reason: string | null;
};

/** One try of a message: what is said about it counts only while no other has begun. */
export type Attempt = Pick<OutboundRecord, 'id' | 'attempts' | 'contactId'>;

/** `content` where the message is to look otherwise; a `held` one is left alone until somebody claims it. */
export type Requeued = {
  nextAttemptAt: Date;
  code: number | null;
  reason: string;
  content?: OutboundContent;
  held?: boolean;
};
export type Claimed = Pick<OutboundRecord, 'content' | 'absorbs'> & { at: Date; leaseUntil: Date };

export type StatusUpdate = {
  messageId: string;
  sid: string;
  status: string;
  rank: number;
  code: number | null;
  /** For a failure. */
  fate?: (record: OutboundRecord) => Fate;
};
/** What becomes of a message that failed after it was accepted. */
export type Fate = ({ kind: 'again' } & Requeued) | { kind: 'failed'; reason: string };
export type RecordedStatus =
  | { kind: 'unknown-message' }
  | { kind: 'stale' }
  | { kind: 'recorded'; record: Pick<OutboundRecord, 'id' | 'contactId' | 'state'> };
