import { asError } from '../converse.ts';
import type { Jobs } from '../job-ports.ts';
import type { Log } from '../ports.ts';
import type { Batch, BatchCounts, Batches, BatchOutcome, Cohort, Cohorts } from './batch-ports.ts';
import { issueCertificate } from './issue.ts';
import { type Sending, sendCertificate } from './send.ts';

export type Batching = Sending & {
  batches: Batches;
  cohorts: Cohorts;
  jobs: Pick<Jobs, 'schedule'>;
  clock: () => Date;
  log: Log;
  isOutage(error: unknown): boolean;
  /** How many at once, and not before how long after the chunk before. */
  pace?: Pace;
};
export type Pace = { chunk: number; atOnce: number; everyMs: number };

/** 20 a second: a quarter of what Twilio sends by one number (80 a second), so that replies never wait for it. */
const PACE: Pace = { chunk: 40, atOnce: 8, everyMs: 2_000 };

/** A job may run a moment before its time. */
const EARLY_MS = 250;

/** Longer than a chunk takes, and soon enough for another process to go on. */
const LEASE_MS = 30_000;

/** Begins, or finds begun under the same key, the batch of a cohort. */
export async function startBatch(
  house: Batching,
  { key, cohort, by }: { key: string; cohort: Cohort; by: string },
): Promise<Batch> {
  const total = await house.cohorts.count(cohort);
  const batch = await house.batches.start({ id: key, cohort, by, startedAt: house.clock(), total });
  await scheduleNext(house, batch, house.clock());
  return batch;
}

/** A job that cannot be made now costs some seconds: the sweep finds batches that nobody is at. */
export async function scheduleNext({ jobs, log }: Batching, { id, cursor }: Batch, at: Date): Promise<void> {
  const job = {
    queue: 'certificates',
    id: `batch-${id}-${cursor || 'start'}`,
    data: { batch: id },
    at,
  } as const;
  await jobs
    .schedule(job)
    .catch((error: unknown) => log.warn('batch left to the sweep', { batch: id, error: asError(error) }));
}

export type Stepped =
  | { kind: 'moved'; batch: Batch; nextAt: Date }
  | { kind: 'done' | 'busy' | 'over'; batch: Batch | null };

/** Deals with the next few enrolments of a batch. Cut anywhere and done again, nobody is certified or written to twice. */
export async function stepBatch(house: Batching, id: string): Promise<Stepped> {
  const { batches, cohorts, pace = PACE } = house;
  const began = house.clock();
  const batch = await batches.get(id);
  if (batch?.state !== 'running') return { kind: 'over', batch };
  const leaseUntil = new Date(began.getTime() + LEASE_MS);
  const free = batch.leaseUntil.getTime() <= began.getTime() + EARLY_MS;
  if (!free || !(await batches.lease(batch, leaseUntil))) return { kind: 'busy', batch };
  const ids = await cohorts.page(batch.cohort, { after: batch.cursor, limit: pace.chunk });
  const counts: BatchCounts = { ...batch.counts };
  await eachOf(ids, pace.atOnce, async (enrolmentId) => {
    const outcome = await certify(house, batch, enrolmentId);
    if (outcome) counts[outcome]++;
  });
  const last = ids.length < pace.chunk;
  const moved = { cursor: ids.at(-1) ?? batch.cursor, counts, endedAt: last ? house.clock() : null };
  const nextAt = new Date(began.getTime() + pace.everyMs);
  const done = await batches.advance(batch, { ...moved, leaseUntil: nextAt });
  if (!done) return { kind: 'busy', batch: await batches.get(id) };
  const now = await batches.get(id);
  if (last || !now) return { kind: 'done', batch: now };
  return { kind: 'moved', batch: now, nextAt };
}

/** Null where the enrolment is gone. */
async function certify(house: Batching, batch: Batch, enrolmentId: string): Promise<BatchOutcome | null> {
  const now = house.clock();
  try {
    const issued = await issueCertificate(house, { enrolmentId, by: batch.by, now });
    if (issued.kind === 'unknown') return null;
    if (issued.kind === 'missing' || issued.kind === 'revoked') return issued.kind;
    const { certificate } = issued;
    if (!certificate.signed) return 'missing';
    // What this very batch sent before it was cut is still its own.
    if (certificate.told) return certificate.told.by === batch.id ? 'sent' : 'told-before';
    const notified = await sendCertificate(house, certificate, { by: batch.id, now });
    return notified.kind === 'written' ? 'sent' : notified.kind;
  } catch (error) {
    if (house.isOutage(error)) throw error;
    house.log.error('certificate of a batch failed', {
      batch: batch.id,
      enrolment: enrolmentId,
      error: asError(error),
    });
    return 'failed';
  }
}

async function eachOf<T>(all: readonly T[], atOnce: number, work: (one: T) => Promise<void>): Promise<void> {
  const left = all.values();
  const worker = async () => {
    for (const one of left) await work(one);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

/** The job of a chunk: then the next is planned. */
export async function workOnBatch(house: Batching, id: string): Promise<void> {
  const stepped = await stepBatch(house, id);
  if (stepped.kind === 'moved') await scheduleNext(house, stepped.batch, stepped.nextAt);
}

/** Its next job should have begun by then. */
const LOST_AFTER_MS = 10_000;

/** Batches whose process died, or whose job was lost, go on. */
export async function sweepBatches(house: Batching, now: Date): Promise<void> {
  const lost = new Date(now.getTime() - LOST_AFTER_MS);
  for (const batch of await house.batches.due(lost)) await workOnBatch(house, batch.id);
}
