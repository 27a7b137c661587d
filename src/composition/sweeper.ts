import { type Sweeping, sweep } from '../usecases/sweep.ts';

export type Sweeper = { start(): void; sweepNow(): Promise<void>; close(): Promise<void> };

/** Often enough that nobody waits long after a crash. */
const SWEEP_EVERY_MS = 3_000;

/** Sweeps at start and then every few seconds; one sweep at a time. */
export function createSweeper(house: Sweeping, everyMs = SWEEP_EVERY_MS): Sweeper {
  let timer: NodeJS.Timeout | null = null;
  let closed = false;
  let running: Promise<void> = Promise.resolve();

  async function sweepNow(): Promise<void> {
    try {
      await sweep(house);
    } catch (error) {
      house.ports.log.warn('sweep put off', { error: error instanceof Error ? error : undefined });
    }
  }

  function next(): void {
    if (closed) return;
    running = sweepNow().then(() => {
      if (!closed) timer = setTimeout(next, everyMs);
    });
  }

  return {
    start: next,
    sweepNow,
    async close() {
      closed = true;
      if (timer) clearTimeout(timer);
      await running;
    },
  };
}
