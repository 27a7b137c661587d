import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { Locks } from '../../usecases/ports.ts';

/** Longer than any turn takes; when it runs out early, work is done twice and the commit lets one through. */
const LOCK_MS = 15_000;
const RELEASE = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0`;

export function createLocks(redis: Redis): Locks {
  return {
    async withLock(name, work) {
      const key = `lock:${name}`;
      const token = randomUUID();
      if ((await redis.set(key, token, 'PX', LOCK_MS, 'NX')) !== 'OK') return { kind: 'busy' };
      try {
        await work();
      } finally {
        await redis.eval(RELEASE, 1, key, token).catch(() => 0);
      }
      return { kind: 'done' };
    },
  };
}
