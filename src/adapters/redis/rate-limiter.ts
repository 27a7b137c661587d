import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';
import type { RateLimiter } from '../../usecases/rate-limiter.ts';

/** Counted in Redis for all processes; in this process alone while Redis is away. */
export function createRateLimiter(
  redis: Redis,
  { name, points, perSeconds }: { name: string; points: number; perSeconds: number },
): RateLimiter {
  const limit = { keyPrefix: `limit:${name}`, points, duration: perSeconds };
  const limiter = new RateLimiterRedis({
    ...limit,
    storeClient: redis,
    // Who is over the limit costs no more than this look.
    inMemoryBlockOnConsumed: points + 1,
    insuranceLimiter: new RateLimiterMemory(limit),
  });
  return {
    async take(who) {
      try {
        await limiter.consume(who);
        return { kind: 'free' };
      } catch (refused) {
        if (refused instanceof Error) throw refused;
        const { msBeforeNext = 0 } = refused as { msBeforeNext?: number };
        return { kind: 'full', retryAfterSeconds: Math.max(1, Math.ceil(msBeforeNext / 1000)) };
      }
    },
  };
}
