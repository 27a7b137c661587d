import { setTimeout as sleep } from 'node:timers/promises';
import type { Broadcast, BroadcastRow } from '../../domain/broadcast.ts';
import { asError } from '../converse.ts';
import type { Broadcasting } from './broadcasting.ts';
import { freeze } from './freeze.ts';
import { scheduleAt } from './jobs.ts';
import { settleSent, settleTaken } from './reconcile.ts';
import { sendRow } from './send-row.ts';

export type Pump = {
  /** Sends what is due, in the background; called while it does, it looks once more. */
  wake(): void;
  /** When nothing is under way. */
  idle(): Promise<void>;
  close(): Promise<void>;
};

/** Rows looked up at once. */
const LOOK = 200;
/** Well within the lock's life: another process takes over between two of these. */
const STRETCH_MS = 4_000;
/** How soon a pause or a cancel is heeded. */
const HEED_MS = 250;
const RUNNING = ['freezing', 'sending'] as const;

/** Whatever is sent to many goes through here. Two processes take turns; where both are at it, the rows decide. */
export function createPump(house: Broadcasting): Pump {
  const { ports, broadcasts, rows, bucket, settings } = house;
  const underway = new Map<string, Promise<void>>();
  let running: Promise<void> | null = null;
  let again = false;
  let closed = false;

  async function run(): Promise<void> {
    do {
      again = false;
      try {
        while ((await stretch()) && !closed);
      } catch (error) {
        if (!ports.isOutage(error)) ports.log.error('broadcast held up', { error: asError(error) });
      }
    } while (again && !closed);
    running = null;
  }

  /** True where there may be more to do at once. */
  async function stretch(): Promise<boolean> {
    let more = false;
    const locked = await ports.locks.withLock('broadcasts', async () => {
      await settleTaken(house, new Date(ports.clock().getTime() - 2 * settings.leaseMs));
      for (const broadcast of await broadcasts.inState(RUNNING)) {
        if (broadcast.state === 'freezing') await freeze(house, broadcast);
        else if (await sendDue(broadcast)) more = true;
      }
    });
    return locked.kind === 'done' && more;
  }

  async function sendDue(broadcast: Broadcast): Promise<boolean> {
    const until = Date.now() + STRETCH_MS;
    const found = await rows.due(broadcast.id, ports.clock(), LOOK + underway.size);
    const due = found.filter(({ id }) => !underway.has(id));
    const heeding = createHeed(broadcast.id);
    for (const row of due) {
      if (closed || Date.now() > until || !(await heeding())) break;
      while (underway.size >= settings.atOnce) await Promise.race(underway.values());
      const wait = await bucket.take();
      if (wait > 0) await sleep(wait);
      track(broadcast, row);
    }
    if (due.length > 0) return true;
    if (underway.size === 0) return await finish(broadcast);
    await Promise.race([...underway.values(), sleep(HEED_MS)]);
    return true;
  }

  function createHeed(id: string): () => Promise<boolean> {
    let looked = Date.now();
    return async () => {
      if (Date.now() - looked < HEED_MS) return true;
      looked = Date.now();
      return (await broadcasts.get(id))?.state === 'sending';
    };
  }

  function track(broadcast: Broadcast, row: BroadcastRow): void {
    const work = sendRow(house, broadcast, row)
      .catch((error: unknown) => {
        if (!ports.isOutage(error)) ports.log.error('row not sent', { row: row.id, error: asError(error) });
      })
      .finally(() => underway.delete(row.id));
    underway.set(row.id, work);
  }

  /** Nobody is left: done. Somebody is, later: a job wakes us then. */
  async function finish({ id }: Broadcast): Promise<boolean> {
    const next = await rows.nextDue(id);
    if (next) {
      await scheduleAt(house, id, next);
      return false;
    }
    if (await rows.isOpen(id)) return false;
    await settleSent(house, id);
    if (await rows.isOpen(id)) return true;
    if (await broadcasts.move(id, ['sending'], 'done', { doneAt: ports.clock() }))
      ports.log.info('broadcast done', { broadcast: id });
    return false;
  }

  return {
    wake() {
      if (closed) return;
      if (running) again = true;
      else running = run();
    },
    async idle() {
      while (running) await running;
    },
    async close() {
      closed = true;
      await running;
      await Promise.allSettled(underway.values());
    },
  };
}
