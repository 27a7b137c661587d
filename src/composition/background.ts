import type { Handlers } from '../adapters/bullmq/jobs.ts';
import type { Pump } from '../usecases/broadcasts/pump.ts';
import type { Notifying } from '../usecases/notify.ts';
import type { Ports } from '../usecases/ports.ts';
import type { Sweep } from '../usecases/sweep.ts';

/** What work in the background stands on. */
export type Background = {
  ports: Ports;
  notifying: Notifying;
  /** Null where others do the work. */
  pump: Pump | null;
};

/** Who does the jobs of each queue. */
export function handlersOf({ pump }: Background): Handlers {
  return { broadcasts: { run: async () => pump?.wake(), atOnce: 1 } };
}

/** What each sweep looks for besides messages: work that is due in the records, whatever became of its job. */
export function sweepsOf({ ports, pump }: Background): Sweep[] {
  return [shredKeys(ports), async () => pump?.wake()];
}

/** After what waited was answered: a message of someone who is being deleted is still read. */
function shredKeys({ erasure, log }: Ports): Sweep {
  return async (now) => {
    const shredded = await erasure.shred(now);
    if (shredded > 0) log.info('keys shredded', { keys: shredded });
  };
}
