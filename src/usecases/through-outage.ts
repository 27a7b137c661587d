import type { Ports } from './ports.ts';

/** How long work is tried again while MongoDB is away: Twilio waits 15 s for an answer. */
export const PATIENCE_MS = 12_000;
const RETRY_EVERY_MS = 250;

/** Repeats work that an outage cut short, until it is done or patience ends; then the outage's error is thrown. */
export async function throughOutage<T>(ports: Ports, work: () => Promise<T>): Promise<T> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!ports.isOutage(error) || Date.now() + RETRY_EVERY_MS > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, RETRY_EVERY_MS));
    }
  }
}
