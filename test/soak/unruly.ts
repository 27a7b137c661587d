import { randomFrom } from '../../src/flow/understanding/random.ts';
import type { Ports } from '../../src/usecases/ports.ts';
import { pause } from '../support/waiting.ts';

/**
 * Stores that answer late, and with `SOAK_LOCKLESS` locks that hold nobody back. Without locks a known weakness shows:
 * racers count each other's attempts, and a message may be given up though no turn of it failed.
 */
export type Unruly = { wrap(ports: Ports): Ports; set(seed: number | null): void };

const LATE_MS = 12;
const LOCKLESS = process.env.SOAK_LOCKLESS === '1';

export function createUnruly(): Unruly {
  let random: (() => number) | null = null;

  function late<T extends object>(target: T): T {
    return new Proxy(target, {
      get(object, key) {
        const value = Reflect.get(object, key);
        if (typeof value !== 'function') return value;
        return async (...args: unknown[]) => {
          if (random && random() < 0.5) await pause(random() * LATE_MS);
          return await Reflect.apply(value, object, args);
        };
      },
    });
  }

  return {
    set(seed) {
      random = seed === null ? null : randomFrom(seed);
    },
    wrap: (ports) => ({
      ...ports,
      conversations: late(ports.conversations),
      inbound: late(ports.inbound),
      outbound: late(ports.outbound),
      locks: {
        async withLock(name, work) {
          if (!random || !LOCKLESS) return await ports.locks.withLock(name, work);
          await work();
          return { kind: 'done' };
        },
      },
    }),
  };
}
