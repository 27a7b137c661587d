import { asError } from '../converse.ts';
import type { Sweep } from '../sweep.ts';
import { planUpcoming } from './plan.ts';
import { remind } from './remind.ts';
import type { Reminding } from './reminding.ts';

/** How soon a new or moved booking has its reminders; none is due so soon after it was made. */
export const PLAN_EVERY_MS = 30_000;
const BATCH = 200;

/** Plans what bookings lack and says what is due, whatever became of its job. */
export function createReminderSweep(house: Reminding): Sweep {
  let plannedAt = Number.NEGATIVE_INFINITY;
  return async (now) => {
    // Also where the clock was set back.
    if (Math.abs(now.getTime() - plannedAt) >= PLAN_EVERY_MS) {
      await planUpcoming(house);
      plannedAt = now.getTime();
    }
    for (const { id } of await house.reminders.due(now, BATCH)) await one(house, id);
  };
}

/** One that cannot be said does not keep the others waiting. */
async function one(house: Reminding, id: string): Promise<void> {
  try {
    await remind(house, id);
  } catch (error) {
    if (house.ports.isOutage(error)) throw error;
    house.ports.log.error('reminder not sent', { reminder: id, error: asError(error) });
  }
}
