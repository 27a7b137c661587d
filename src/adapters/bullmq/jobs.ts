import { type ConnectionOptions, Queue, Worker } from 'bullmq';
import type { Job, JobHandler, Jobs, QueueName } from '../../usecases/job-ports.ts';
import type { Log } from '../../usecases/ports.ts';

export type Handlers = Partial<Record<QueueName, { run: JobHandler; atOnce: number }>>;
export type RunningJobs = Jobs & { start(handlers: Handlers): void; close(): Promise<void> };

export type JobsOptions = {
  redisUrl: string;
  /** A web process schedules, and leaves the work to others. */
  works: boolean;
  clock: () => Date;
  log: Log;
};

/** A job that fails is tried again this often; after that the sweep finds what is still due. */
const ATTEMPTS = 5;
const BACKOFF_MS = 1_000;

/** BullMQ on the Redis the house has. A queue is opened when it is first used. */
export function createJobs(options: JobsOptions): RunningJobs {
  const { works, clock, log } = options;
  const connection = connectionTo(options.redisUrl);
  const queues = new Map<QueueName, Queue>();
  const workers: Worker[] = [];

  function queueOf(name: QueueName): Queue {
    const known = queues.get(name);
    if (known) return known;
    const queue = new Queue(name, {
      connection: { ...connection, maxRetriesPerRequest: 0, enableOfflineQueue: false },
    });
    queue.on('error', (error) => log.warn('jobs put off', { queue: name, error }));
    queues.set(name, queue);
    return queue;
  }

  return {
    async schedule({ queue, id, data, at }: Job) {
      const opened = queueOf(queue);
      await opened.waitUntilReady();
      await opened.add(queue, data, {
        jobId: id,
        delay: Math.max(0, at.getTime() - clock().getTime()),
        attempts: ATTEMPTS,
        backoff: { type: 'exponential', delay: BACKOFF_MS },
        removeOnComplete: true,
        removeOnFail: true,
      });
    },
    start(handlers) {
      if (!works) return;
      for (const [name, handler] of Object.entries(handlers)) {
        const worker = new Worker(name, (job) => handler.run(job.data as Record<string, string>), {
          connection: { ...connection, maxRetriesPerRequest: null },
          concurrency: handler.atOnce,
        });
        worker.on('error', (error) => log.warn('jobs put off', { queue: name, error }));
        worker.on('failed', (job, error) => log.warn('job failed', { queue: name, job: job?.id, error }));
        workers.push(worker);
      }
    },
    async close() {
      await Promise.allSettled(workers.map((worker) => worker.close()));
      await Promise.allSettled([...queues.values()].map((queue) => queue.close()));
    },
  };
}

const RECONNECT_MS = 200;

function connectionTo(redisUrl: string): ConnectionOptions & object {
  const { hostname, port, username, password, pathname, protocol } = new URL(redisUrl);
  return {
    host: hostname,
    port: Number(port || 6379),
    db: Number(pathname.slice(1) || 0),
    ...(username && { username: decodeURIComponent(username) }),
    ...(password && { password: decodeURIComponent(password) }),
    ...(protocol === 'rediss:' && { tls: {} }),
    retryStrategy: () => RECONNECT_MS,
  };
}
