import { type Sweeping, sweep } from '../usecases/sweep.ts';

export type Sweeper = { start(): void; sweepNow(): Promise<void>; close(): Promise<void> };

/** Often enough that nobody waits long after a crash. */
const SWEEP_EVERY_MS = 3_000;

/** A sweep that takes longer hangs on something, or on someone's many messages: the next one does not wait for it. */
const PATIENCE_MS = 30_000;

/** Sweeps at start and then every few seconds; one sweep at a time, as long as it gets on. */
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
    running = atMost(PATIENCE_MS, sweepNow()).then(() => {
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

async function atMost(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const end = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, end]);
  clearTimeout(timer);
}
