import { Queue, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { type Job, type JobHandler, type Jobs, QUEUES, type QueueName } from '../../usecases/job-ports.ts';
import type { Log } from '../../usecases/ports.ts';

export type Handlers = Partial<Record<QueueName, { run: JobHandler; atOnce: number }>>;
export type RunningJobs = Jobs & {
  start(handlers: Handlers): void;
  /** How many there are, by queue and state. */
  depths(): Promise<{ queue: string; state: string; count: number }[]>;
  close(): Promise<void>;
};

export type JobsOptions = {
  /** The house's own connection; workers take others like it. */
  redis: Redis;
  /** A web process schedules, and leaves the work to others. */
  works: boolean;
  clock: () => Date;
  log: Log;
};

/** What a job may be, as far as somebody watches it. */
const STATES = ['waiting', 'delayed', 'active'] as const;

/** A job that fails is tried again this often; after that the sweep finds what is still due. */
const ATTEMPTS = 5;
const BACKOFF_MS = 1_000;

/** A worker waits for Redis as long as it takes, and for work as long as there is none. */
const PATIENT = { maxRetriesPerRequest: null, enableOfflineQueue: true, commandTimeout: undefined } as const;

/** BullMQ on the Redis the house has. A queue is opened when it is first used. */
export function createJobs(options: JobsOptions): RunningJobs {
  const { redis, works, clock, log } = options;
  const queues = new Map<QueueName, Queue>();
  const workers: { worker: Worker; connection: Redis }[] = [];

  function queueOf(name: QueueName): Queue {
    const known = queues.get(name);
    if (known) return known;
    const queue = new Queue(name, { connection: redis });
    queue.on('error', (error) => log.warn('jobs put off', { queue: name, error }));
    queues.set(name, queue);
    return queue;
  }

  return {
    async schedule({ queue, id, data, at }: Job) {
      const opened = queueOf(queue);
      await within(PATIENCE_MS, opened.waitUntilReady());
      const adding = opened.add(queue, data, {
        jobId: id,
        delay: Math.max(0, at.getTime() - clock().getTime()),
        attempts: ATTEMPTS,
        backoff: { type: 'exponential', delay: BACKOFF_MS },
        removeOnComplete: true,
        removeOnFail: true,
      });
      await within(PATIENCE_MS, adding);
    },
    start(handlers) {
      if (!works) return;
      for (const [name, handler] of Object.entries(handlers)) {
        const connection = redis.duplicate(PATIENT);
        connection.on('error', () => undefined);
        const worker = new Worker(name, (job) => handler.run(job.data as Record<string, string>), {
          connection,
          concurrency: handler.atOnce,
        });
        worker.on('error', (error) => log.warn('jobs put off', { queue: name, error }));
        worker.on('failed', (job, error) => log.warn('job failed', { queue: name, job: job?.id, error }));
        workers.push({ worker, connection });
      }
    },
    async depths() {
      const counted = QUEUES.map(async (name) => {
        const counts = await within(PATIENCE_MS, queueOf(name).getJobCounts(...STATES));
        return Object.entries(counts).map(([state, count]) => ({ queue: name, state, count }));
      });
      return (await Promise.all(counted)).flat();
    },
    async close() {
      const ending = workers.map(({ worker }) => within(PATIENCE_MS, worker.close()));
      await Promise.allSettled(ending);
      for (const { connection } of workers) connection.disconnect();
    },
  };
}

/** As long as any command to Redis may take here. */
const PATIENCE_MS = 3_000;

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('Redis timed out')), ms);
  });
  work.catch(() => undefined);
  return await Promise.race([work, late]).finally(() => clearTimeout(timer));
}
