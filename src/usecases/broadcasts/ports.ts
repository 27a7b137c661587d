import type {
  Audience,
  Bin,
  Broadcast,
  BroadcastRow,
  BroadcastState,
  RowState,
  Subject,
} from '../../domain/broadcast.ts';
import type { Candidate } from '../../domain/broadcast-plan.ts';
import type { Values } from '../../flow/conversation.ts';

export type NewBroadcast = Pick<
  Broadcast,
  | 'id'
  | 'name'
  | 'notice'
  | 'subject'
  | 'values'
  | 'audience'
  | 'startsAt'
  | 'spreadHours'
  | 'createdBy'
  | 'createdAt'
>;

export type BroadcastChange = Partial<
  Pick<
    Broadcast,
    | 'approvalAskedBy'
    | 'sentBy'
    | 'approvedBy'
    | 'frozenAt'
    | 'pausedFor'
    | 'doneAt'
    | 'planned'
    | 'runningSince'
  >
>;

/** Broadcasts. Every change of state is one conditional write on the states it may start from. */
export interface Broadcasts {
  /** Once per id. */
  insert(broadcast: NewBroadcast): Promise<void>;
  get(id: string): Promise<Broadcast | null>;
  /** Newest first; `after` is the last id of the page before. */
  list(page: {
    limit: number;
    after?: string | undefined;
    eventId?: string | undefined;
    /** Those to this chamber's people alone. */
    chamber?: string | undefined;
  }): Promise<Broadcast[]>;
  /** Those in one of these states, oldest first. */
  inState(states: readonly BroadcastState[]): Promise<Broadcast[]>;
  /** Rewrites a draft; false where it is none any more. */
  redraft(id: string, draft: Omit<NewBroadcast, 'id' | 'createdBy' | 'createdAt'>): Promise<boolean>;
  /** False where it was in none of these states any more, or, with `unless`, where that person made it. */
  move(
    id: string,
    from: readonly BroadcastState[],
    to: BroadcastState,
    change?: BroadcastChange & { unless?: string },
  ): Promise<boolean>;
}

export type RowFilter = {
  state?: RowState | undefined;
  bin?: Bin | undefined;
  code?: number | undefined;
};

export type PutOff = { dueAt: Date; reason: string; code?: number | null; attempts?: number };
export type Heard = Pick<BroadcastRow, 'state' | 'code' | 'reason'>;
export type Taken = 'taken' | 'gone' | 'written-that-day';
export type RowStatus = {
  state: Extract<RowState, 'sent' | 'delivered' | 'read' | 'failed' | 'uncertain'>;
  code: number | null;
  reason: string | null;
  at: Date;
};

/** One row per broadcast and contact, by a unique index; at most one taken a day per contact, by another. */
export interface BroadcastRows {
  /** Those not there yet. */
  insertAbsent(rows: readonly (BroadcastRow & { eventId?: string | null })[]): Promise<void>;
  get(broadcastId: string, contactId: string): Promise<BroadcastRow | null>;
  /** Waiting ones due by `now`, in order. */
  due(broadcastId: string, now: Date, limit: number): Promise<BroadcastRow[]>;
  /** When the next waiting one is due. */
  nextDue(broadcastId: string): Promise<Date | null>;
  /** waiting → taken, with the local day it takes; one message a day a person. */
  take(id: string, taken: { day: string; at: Date }): Promise<Taken>;
  /** Not settled → waiting, later; gives its day back. */
  putOff(id: string, later: PutOff): Promise<void>;
  /** waiting or taken → dropped; gives its day back. */
  drop(id: string, reason: string, at: Date): Promise<boolean>;
  /** Every waiting one of the broadcast. */
  dropWaiting(broadcastId: string, reason: string, at: Date): Promise<number>;
  /** By rank, never downwards: sent < failed, uncertain < delivered < read. False where it changed nothing. */
  record(messageId: string, status: RowStatus): Promise<boolean>;
  /** failed → waiting with the message of the next round, except those with these codes. */
  retryFailed(broadcastId: string, except: readonly number[], dueAt: Date): Promise<number>;
  /** Taken before `before`, and nothing heard of them since. */
  stuck(before: Date, limit: number): Promise<BroadcastRow[]>;
  /** Whether any of them still waits or is being handed over. */
  isOpen(broadcastId: string): Promise<boolean>;
  /** How many are in each state. */
  totals(broadcastId: string): Promise<Record<RowState, number>>;
  /** Those something was heard of last, newest first, not before `since`. */
  heard(broadcastId: string, since: Date, limit: number): Promise<Heard[]>;
  /** By contact, after `after`. */
  list(
    broadcastId: string,
    filter: RowFilter,
    page: { limit: number; after?: string | undefined },
  ): Promise<BroadcastRow[]>;
  /** What somebody was sent, newest first. */
  ofContact(contactId: string, limit: number): Promise<BroadcastRow[]>;
  /** Which of these contacts were sent an invitation to the event before; to any where it is null. */
  invitedAmong(contactIds: readonly string[], eventId: string | null): Promise<Set<string>>;
}

/** The people of an audience, page by page. A person may come more than once: a candidate for each business. */
export interface Audiences {
  read(audience: Audience, about: { subject: Subject; day: string }): AsyncIterable<Candidate[]>;
  /** Names of a few of them, to look at while composing. */
  sample(
    contactIds: readonly string[],
  ): Promise<{ contactId: string; name: string | null; chamber: string }[]>;
}

/** Registro de Números Excluidos (CRC), as keyed hashes. */
export interface ExcludedNumbers {
  /** Numbers in E.164; how many were new. */
  add(numbers: readonly string[], imported: { at: Date; by: string }): Promise<number>;
  has(number: string): Promise<boolean>;
  count(): Promise<number>;
  clear(): Promise<number>;
}

/** What gives a notice its values, one for each kind of subject. */
export interface SubjectSource<S extends Subject = Subject> {
  /** A line for the console; null where it is not there. */
  title(subject: S): Promise<string | null>;
  /** Values of the notice's text for one person; null where there is nothing to say any more (the event was cancelled, they answered). */
  params(subject: S, contactId: string): Promise<((locale: string) => Values) | null>;
}

/** One for each kind of subject that there is. */
export type SubjectSources = { event?: SubjectSource<Extract<Subject, { kind: 'event' }>> };

/** The sender's speed, shared by every process. */
export interface Bucket {
  /** Milliseconds to wait for the next message; 0 is now. A wait is a place taken: whoever waited may go. */
  take(): Promise<number>;
  /** The provider said it was too fast: slower for a while, then step by step as fast again. */
  slowDown(): Promise<void>;
  /** Messages a second at present. */
  rate(): Promise<number>;
}
