import type { Ports } from '../usecases/ports.ts';

export type Waker = { wakeAt(contactId: string, at: Date): void; close(): void };

/** A longer timer would ring at once. */
const LONGEST_MS = 2 ** 31 - 1;

/** Delivers to a contact again at an instant; one timer a contact. What it forgets, the sweep finds. */
export function createWaker(
  deliver: (contactId: string) => Promise<void>,
  { log, clock }: Pick<Ports, 'log' | 'clock'>,
): Waker {
  const timers = new Map<string, NodeJS.Timeout>();
  return {
    wakeAt(contactId, at) {
      clearTimeout(timers.get(contactId));
      const wake = () => {
        timers.delete(contactId);
        deliver(contactId).catch((error: unknown) =>
          log.warn('delivery put off', { error: error instanceof Error ? error : undefined }),
        );
      };
      const wait = Math.min(LONGEST_MS, Math.max(0, at.getTime() - clock().getTime()) + 1);
      timers.set(contactId, setTimeout(wake, wait));
    },
    close() {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}
