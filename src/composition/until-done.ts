import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Does a command's work and closes what it stands on whatever happens, a signal included. */
export async function untilDone(work: () => Promise<void>, close: () => Promise<void>): Promise<void> {
  const stop = (signal: NodeJS.Signals) => {
    close().finally(() => process.exit(128 + constants.signals[signal]));
  };
  for (const signal of SIGNALS) process.once(signal, stop);
  try {
    await work();
  } finally {
    await close();
    for (const signal of SIGNALS) process.off(signal, stop);
  }
}
