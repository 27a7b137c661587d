import { randomFrom } from '../../src/flow/understanding/random.ts';
import type { Ports } from '../../src/usecases/ports.ts';
import { pause } from '../support/waiting.ts';
import type { Plan } from './plan.ts';

/** Stores that answer late, and locks that hold nobody back: what they save is work, never correctness. */
export type Unruly = { wrap(ports: Ports): Ports; set(plan: Plan): void };

const LATE_MS = 12;

export function createUnruly(): Unruly {
  let random: (() => number) | null = null;
  let lockless = false;

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
    set(plan) {
      random = plan.unruly ? randomFrom(plan.seed) : null;
      lockless = plan.lockless;
    },
    wrap: (ports) => ({
      ...ports,
      conversations: late(ports.conversations),
      inbound: late(ports.inbound),
      outbound: late(ports.outbound),
      locks: {
        async withLock(name, work) {
          if (!lockless) return await ports.locks.withLock(name, work);
          await work();
          return { kind: 'done' };
        },
      },
    }),
  };
}
