import type { Sweep } from '../sweep.ts';
import { nightOf } from './night.ts';
import type { Retaining } from './retaining.ts';
import { runRetention } from './run-retention.ts';

/** How often a lost job is looked for. */
const LOOK_EVERY_MS = 60 * 60_000;

/** Sees to it that the next night has its job, and that a night that was missed has one now. */
export function createRetentionSweep(house: Retaining): Sweep {
  let lookedAt = Number.NEGATIVE_INFINITY;
  return async (now) => {
    // Also where the clock was set back.
    if (Math.abs(now.getTime() - lookedAt) < LOOK_EVERY_MS) return;
    const { day, next } = nightOf(house.calendar, now);
    const missed = (await house.records.run(day)) === null;
    await schedule(house, missed ? { day, at: now } : next);
    lookedAt = now.getTime();
  };
}

/** The job of a night; done already, it does nothing. */
export async function retainNight(house: Retaining, day: string): Promise<void> {
  if ((await house.records.run(day)) !== null) return;
  await runRetention(house);
}

async function schedule({ ports }: Retaining, { day, at }: { day: string; at: Date }): Promise<void> {
  await ports.jobs.schedule({ queue: 'retention', id: `retention-${day}`, data: { day }, at });
}
