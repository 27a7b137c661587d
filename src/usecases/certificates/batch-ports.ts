import type { Stage } from '../../domain/enrolment.ts';

/** Whose certificates are issued and sent together: active enrolments that fit all that is given. */
export type Cohort = {
  chamber?: string | undefined;
  territory?: string | undefined;
  stage?: Stage | undefined;
  tag?: string | undefined;
};

/** What became of one enrolment of a batch. */
export const BATCH_OUTCOMES = [
  'sent',
  /** They were given the link before, by a batch or in the chat. */
  'told-before',
  'missing',
  'revoked',
  'opted-out',
  'no-contact',
  'failed',
] as const;
export type BatchOutcome = (typeof BATCH_OUTCOMES)[number];
export type BatchCounts = Record<BatchOutcome, number>;

export type Batch = {
  id: string;
  cohort: Cohort;
  by: string;
  startedAt: Date;
  /** How many there were at the start. */
  total: number;
  /** The last enrolment that is dealt with; empty at the start. */
  cursor: string;
  counts: BatchCounts;
  state: 'running' | 'stopped' | 'done';
  /** Until then a process is believed to be at it, or its next turn has not come; it only saves work. */
  leaseUntil: Date;
  endedAt: Date | null;
};

/** Batches as they stand in the records: the cursor moves by one conditional write, and the counts with it. */
export interface Batches {
  /** The one of this id, whoever was quicker to start it. */
  start(batch: Omit<Batch, 'cursor' | 'counts' | 'state' | 'leaseUntil' | 'endedAt'>): Promise<Batch>;
  get(id: string): Promise<Batch | null>;
  /** Newest first. */
  list(limit: number): Promise<Batch[]>;
  /** Running ones that nobody has been at since `before`. */
  due(before: Date): Promise<Batch[]>;
  /** False where another process took it meanwhile. */
  lease(batch: Batch, until: Date): Promise<boolean>;
  /** False where it has moved on, or was stopped, meanwhile. */
  advance(batch: Batch, to: Pick<Batch, 'cursor' | 'counts' | 'endedAt' | 'leaseUntil'>): Promise<boolean>;
  stop(id: string, at: Date): Promise<boolean>;
  resume(id: string): Promise<boolean>;
}

/** Enrolments by their ids alone. */
export interface Cohorts {
  count(cohort: Cohort): Promise<number>;
  /** By id, after `after`. */
  page(cohort: Cohort, page: { after: string; limit: number }): Promise<string[]>;
}

export function noCounts(): BatchCounts {
  return Object.fromEntries(BATCH_OUTCOMES.map((one) => [one, 0])) as BatchCounts;
}
