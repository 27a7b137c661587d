import type { Handlers } from '../adapters/bullmq/jobs.ts';
import type { Route } from '../domain/route.ts';
import type { Pump } from '../usecases/broadcasts/pump.ts';
import { type Batching, sweepBatches, workOnBatch } from '../usecases/certificates/batch.ts';
import type { Notifying } from '../usecases/notify.ts';
import type { Ports } from '../usecases/ports.ts';
import type { Calendar } from '../usecases/session-ports.ts';
import { sweepWaitlist } from '../usecases/sessions/sweep-waitlist.ts';
import type { Sweep } from '../usecases/sweep.ts';

/** What work in the background stands on. */
export type Background = {
  ports: Ports;
  notifying: Notifying;
  batching: Batching;
  /** Null where others do the work. */
  pump: Pump | null;
  calendar: Calendar;
  route: Route;
};

/** Who does the jobs of each queue. */
export function handlersOf({ batching, pump }: Background): Handlers {
  return {
    broadcasts: { run: async () => pump?.wake(), atOnce: 1 },
    certificates: { run: ({ batch = '' }) => workOnBatch(batching, batch), atOnce: 1 },
  };
}

/** What each sweep looks for besides messages: work that is due in the records, whatever became of its job. */
export function sweepsOf(house: Background): Sweep[] {
  const { ports, batching, pump } = house;
  return [
    shredKeys(ports),
    (now) => sweepBatches(batching, now),
    (now) => sweepWaitlist(house, now),
    async () => pump?.wake(),
  ];
}

/** After what waited was answered: a message of someone who is being deleted is still read. */
function shredKeys({ erasure, log }: Ports): Sweep {
  return async (now) => {
    const shredded = await erasure.shred(now);
    if (shredded > 0) log.info('keys shredded', { keys: shredded });
  };
}
