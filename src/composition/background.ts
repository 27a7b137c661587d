import type { Handlers } from '../adapters/bullmq/jobs.ts';
import type { Route } from '../domain/route.ts';
import type { Pump } from '../usecases/broadcasts/pump.ts';
import { type Batching, sweepBatches, workOnBatch } from '../usecases/certificates/batch.ts';
import { createGuestSweep } from '../usecases/events/tell-guests.ts';
import type { Notifying } from '../usecases/notify.ts';
import type { Ports } from '../usecases/ports.ts';
import { remind } from '../usecases/reminders/remind.ts';
import { createReminderSweep } from '../usecases/reminders/sweep-reminders.ts';
import { createTellingSweep, type Telling } from '../usecases/reminders/tell-changes.ts';
import type { Retaining } from '../usecases/retention/retaining.ts';
import { createRetentionSweep, retainNight } from '../usecases/retention/sweep-retention.ts';
import type { Calendar } from '../usecases/session-ports.ts';
import { sweepWaitlist } from '../usecases/sessions/sweep-waitlist.ts';
import type { Sweep } from '../usecases/sweep.ts';

/** What work in the background stands on. */
export type Background = {
  ports: Ports;
  notifying: Notifying;
  batching: Batching;
  reminding: Telling;
  retaining: Retaining;
  /** Null where others do the work. */
  pump: Pump | null;
  calendar: Calendar;
  route: Route;
};

/** Reminders said at one time by one process; a person's own reply is never among them. */
const REMINDERS_AT_ONCE = 5;

/** Who does the jobs of each queue. */
export function handlersOf({ batching, pump, reminding, retaining }: Background): Handlers {
  return {
    broadcasts: { run: async () => pump?.wake(), atOnce: 1 },
    certificates: { run: ({ batch = '' }) => workOnBatch(batching, batch), atOnce: 1 },
    retention: { run: ({ day = '' }) => retainNight(retaining, day), atOnce: 1 },
    reminders: {
      atOnce: REMINDERS_AT_ONCE,
      run: async ({ reminder = '' }) => void (await remind(reminding, reminder)),
    },
  };
}

/** What each sweep looks for besides messages: work that is due in the records, whatever became of its job. */
export function sweepsOf(house: Background): Sweep[] {
  const { ports, batching, pump, reminding, retaining } = house;
  return [
    shredKeys(ports),
    (now) => sweepBatches(batching, now),
    (now) => sweepWaitlist(house, now),
    createReminderSweep(reminding),
    createTellingSweep(reminding),
    createGuestSweep({ ports, notifying: house.notifying, wallClock: house.calendar }),
    async () => pump?.wake(),
    createRetentionSweep(retaining),
  ];
}

/** After what waited was answered: a message of someone who is being deleted is still read. */
function shredKeys({ erasure, log }: Ports): Sweep {
  return async (now) => {
    const shredded = await erasure.shred(now);
    if (shredded > 0) log.info('keys shredded', { keys: shredded });
  };
}
