import { randomFrom } from '../../src/flow/understanding/random.ts';
import type { Ports } from '../../src/usecases/ports.ts';
import { pause } from '../support/waiting.ts';

/** Locks that hold nobody back and stores that answer late: whatever rests on either comes out. */
export type Unruly = { wrap(ports: Ports): Ports; set(seed: number | null): void };

const LATE_MS = 12;

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
          if (!random) return await ports.locks.withLock(name, work);
          await work();
          return { kind: 'done' };
        },
      },
    }),
  };
}
