import { GONE_CODES } from '../../domain/broadcast-spike.ts';
import type { Broadcasting } from './broadcasting.ts';
import { scheduleAt } from './jobs.ts';

type Wish = { id: string; by: string };

/** What is under way is finished (a second or so); nothing new begins. */
export async function pause({ broadcasts }: Broadcasting, { id, by }: Wish): Promise<boolean> {
  return await broadcasts.move(id, ['sending'], 'paused', { pausedFor: { kind: 'asked', by } });
}

export async function resume(house: Broadcasting, { id }: Wish): Promise<boolean> {
  const now = house.ports.clock();
  const moved = await house.broadcasts.move(id, ['paused'], 'sending', {
    pausedFor: null,
    runningSince: now,
  });
  if (moved) await scheduleAt(house, id, now);
  return moved;
}

/** Who has not had it will not have it. Final. */
export async function cancel({ broadcasts, rows, ports }: Broadcasting, { id }: Wish): Promise<boolean> {
  const now = ports.clock();
  const moved = await broadcasts.move(id, ['draft', 'freezing', 'sending', 'paused'], 'cancelled', {
    doneAt: now,
    pausedFor: null,
  });
  // Again where the first cancel was cut short.
  if (moved || (await broadcasts.get(id))?.state === 'cancelled')
    await rows.dropWaiting(id, 'cancelled', now);
  return moved;
}

/** Those it failed for get it once more, except where the number cannot be reached or does not want it; never the uncertain ones. */
export async function retryFailed(house: Broadcasting, { id }: Wish): Promise<number> {
  const { broadcasts, rows, ports } = house;
  const broadcast = await broadcasts.get(id);
  if (!broadcast || !['sending', 'paused', 'done'].includes(broadcast.state)) return 0;
  const now = ports.clock();
  const again = await rows.retryFailed(id, GONE_CODES, now);
  if (again === 0) return 0;
  await broadcasts.move(id, ['done'], 'sending', { doneAt: null, runningSince: now });
  await scheduleAt(house, id, now);
  return again;
}
