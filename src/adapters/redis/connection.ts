import { Redis } from 'ioredis';

/** A command without an answer after this long failed: the sweep tries again when Redis is back. */
const COMMAND_TIMEOUT_MS = 3_000;
const RECONNECT_MS = 200;

/** Connects once and reconnects for ever; while it is away commands fail at once instead of piling up. */
export async function connectRedis(url: string, onTrouble: (error: Error) => void): Promise<Redis> {
  const redis = new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    // Commands of one tick go out in one write: a write is what costs most.
    enableAutoPipelining: true,
    maxRetriesPerRequest: 0,
    commandTimeout: COMMAND_TIMEOUT_MS,
    retryStrategy: () => RECONNECT_MS,
  });
  redis.on('error', onTrouble);
  await redis.connect();
  return redis;
}

/** Waits until Redis knows that we are gone, unless it is away itself. */
export async function disconnectRedis(redis: Redis): Promise<void> {
  if (redis.status === 'ready') await redis.quit().catch(() => redis.disconnect());
  else redis.disconnect();
}

const OUTAGE =
  /ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|timed out|Connection is closed|isn't writeable|aborted due to connection|max retries|LOADING|READONLY/i;

/** Redis is away: it may come back. */
export function isRedisOutage(error: unknown): boolean {
  return error instanceof Error && OUTAGE.test(`${error.name} ${error.message}`);
}
