import { createHash, randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { ConsoleSession, ConsoleSessions } from '../../usecases/console/accounts.ts';

/** OWASP Session Management: an hour for a tool left open on a shared computer, a working day at most. */
export const SESSION_IDLE_MS = 60 * 60_000;
export const SESSION_MS = 10 * 60 * 60_000;

/** Only the hash of an id lies in Redis: who reads Redis cannot sign in with it. */
export function createConsoleSessions(redis: Redis): ConsoleSessions {
  const keyOf = (id: string) => `console-session:${createHash('sha256').update(id).digest('base64url')}`;
  return {
    async open({ id: accountId, epoch }, now) {
      const id = randomBytes(32).toString('base64url');
      const csrf = randomBytes(32).toString('base64url');
      const session: ConsoleSession = { accountId, epoch, csrf, startedAt: now.getTime() };
      await redis.set(keyOf(id), JSON.stringify(session), 'PX', SESSION_IDLE_MS);
      return id;
    },
    async read(id, now, { passive } = { passive: false }) {
      const found = await redis.get(keyOf(id));
      if (found === null) return null;
      const session = JSON.parse(found) as ConsoleSession;
      const left = session.startedAt + SESSION_MS - now.getTime();
      if (left <= 0) {
        await redis.del(keyOf(id));
        return null;
      }
      if (!passive) await redis.pexpire(keyOf(id), Math.min(left, SESSION_IDLE_MS));
      return session;
    },
    async close(id) {
      await redis.del(keyOf(id));
    },
  };
}
