import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { Locks } from '../../usecases/ports.ts';

/** Longer than a turn takes, and what a kill may cost a person; when it runs out early, work is done twice and the commit lets one through. */
export const LOCK_MS = 8_000;
const RELEASE = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0`;

export function createLocks(redis: Redis, lockMs = LOCK_MS): Locks {
  return {
    async withLock(name, work) {
      const key = `lock:${name}`;
      const token = randomUUID();
      if ((await redis.set(key, token, 'PX', lockMs, 'NX')) !== 'OK') return { kind: 'busy' };
      try {
        await work();
      } finally {
        await redis.eval(RELEASE, 1, key, token).catch(() => 0);
      }
      return { kind: 'done' };
    },
  };
}
