import { z } from 'zod';
import { STAGES } from './enrolment.ts';

const words = z.array(z.string().min(1)).min(1).optional();
const minutes = z.number().int().min(0).optional();

/** Whom a broadcast is for, among the businesses on the route; what is left out does not matter. */
export const audienceSchema = z.strictObject({
  chambers: words,
  territories: words,
  stages: z.array(z.enum(STAGES)).min(1).optional(),
  sectors: words,
  /** One of them is enough. */
  tags: words,
  /** Of the route's hours, in minutes. */
  minMinutes: minutes,
  maxMinutes: minutes,
  /** Has come to a session, or to none. */
  attended: z.boolean().optional(),
  /** Has had an invitation, to this event where the broadcast is about one; a person invited again is not in `false`. */
  invitedBefore: z.boolean().optional(),
});
export type Audience = z.output<typeof audienceSchema>;

/** What a broadcast is about; it gives the notice's values and opens the answers. */
export type Subject = { kind: 'event'; eventId: string } | { kind: 'none' };

/**
 * draft → freezing (its rows are being written) → sending ⇄ paused → done; cancelled from any but done.
 * A done one whose failed rows are tried again is sending once more.
 */
export const BROADCAST_STATES = ['draft', 'freezing', 'sending', 'paused', 'cancelled', 'done'] as const;
export type BroadcastState = (typeof BROADCAST_STATES)[number];

export type Pause = { kind: 'asked'; by: string } | { kind: 'spike'; code: number | null; reason: string };

/** One message to an audience. */
export type Broadcast = {
  id: string;
  /** For the people of the console; nobody else reads it. */
  name: string;
  /** A name in data/templates.yaml. */
  notice: string;
  subject: Subject;
  /** Values of a notice that is about nothing else, by language: a coordinator's words. */
  values: Record<string, Record<string, string>>;
  audience: Audience;
  /** Not before this. */
  startsAt: Date;
  /** Hours over which the sending is spread, so that answers do not flood the staff; 0 is as fast as the sender may. */
  spreadHours: number;
  state: BroadcastState;
  createdBy: string;
  createdAt: Date;
  /** Whose wish a second coordinator's approval waits for; null where none was asked. */
  approvalAskedBy: string | null;
  sentBy: string | null;
  /** By the number typed in, or by a second person. */
  approvedBy: string | null;
  frozenAt: Date | null;
  pausedFor: Pause | null;
  doneAt: Date | null;
  /** What was planned, once frozen. */
  planned: Frozen | null;
  /** When it last began or went on: failures of before do not count against it. */
  runningSince: Date | null;
  /** Grows with every change of state. */
  revision: number;
};

/** How many of each bin, and what they cost in millionths of a dollar. */
export type Frozen = { bins: Record<Bin, number>; cost: number };

/** Where each person of an audience falls: the first four are written to, now or later. */
export const BINS = [
  'in-window',
  'by-template',
  'quiet-hours',
  'one-a-day',
  'no-consent',
  'opted-out',
  'excluded-number',
  'unreachable',
  'duplicate',
] as const;
export type Bin = (typeof BINS)[number];

const SENT_TO: readonly Bin[] = ['in-window', 'by-template', 'quiet-hours', 'one-a-day'];

export function isSentTo(bin: Bin): boolean {
  return SENT_TO.includes(bin);
}

export function noneIn(): Record<Bin, number> {
  return Object.fromEntries(BINS.map((bin) => [bin, 0])) as Record<Bin, number>;
}

/** How many are written to. */
export function sendable(bins: Record<Bin, number>): number {
  return SENT_TO.reduce((sum, bin) => sum + bins[bin], 0);
}

/**
 * What became of one person's message. `skipped` never had one; `waiting` has none yet; `taken` is being handed over;
 * `dropped` was planned and then not wanted any more (opted out, cancelled).
 */
export const ROW_STATES = [
  'skipped',
  'waiting',
  'taken',
  'sent',
  'delivered',
  'read',
  'failed',
  'uncertain',
  'dropped',
] as const;
export type RowState = (typeof ROW_STATES)[number];

/** One person of one broadcast: unique, and written before anything is sent. */
export type BroadcastRow = {
  id: string;
  broadcastId: string;
  contactId: string;
  bin: Bin;
  state: RowState;
  /** Not before this. */
  dueAt: Date;
  /** The message it became; the same however often it is made. */
  messageId: string;
  /** Tries that failed; being told to go slower is none. */
  attempts: number;
  code: number | null;
  reason: string | null;
  takenAt: Date | null;
  sentAt: Date | null;
  changedAt: Date;
};

/** Deterministic: what is written twice is written once. */
export function rowIdOf(broadcastId: string, contactId: string): string {
  return `broadcast-${broadcastId}-${contactId}`;
}

/** The message of a row; each time the failed are tried again is a round of its own. */
export function messageIdOf(rowId: string, round: number): string {
  return `${rowId}.${round}`;
}

export type RowKey = { rowId: string; broadcastId: string; contactId: string };

/** The row a message belongs to; null for a message of another kind. */
export function rowOfMessage(messageId: string): RowKey | null {
  const found = /^(broadcast-([0-9a-z]+)-([^.]+))\.\d+$/.exec(messageId);
  if (!found) return null;
  const [, rowId = '', broadcastId = '', contactId = ''] = found;
  return { rowId, broadcastId, contactId };
}
