import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { SignInLimits } from '../../usecases/console/accounts.ts';

const QUARTER_HOUR_S = 15 * 60;

/** A stranger who guesses from elsewhere does not lock the owner out soon; one address cannot try many names. */
export const SIGN_IN_LIMITS = { pair: 5, address: 30, account: 50 } as const;

export function createSignInLimits(redis: Redis): SignInLimits {
  const limiter = (name: keyof typeof SIGN_IN_LIMITS) =>
    new RateLimiterRedis({
      storeClient: redis,
      keyPrefix: `console-limit-${name}`,
      points: SIGN_IN_LIMITS[name],
      duration: QUARTER_HOUR_S,
    });
  const limits = { pair: limiter('pair'), address: limiter('address'), account: limiter('account') };
  const keysOf = (name: string, address: string) => ({
    pair: hashed(`${folded(name)}|${address}`),
    address: hashed(address),
    account: hashed(folded(name)),
  });
  const each = Object.keys(SIGN_IN_LIMITS) as (keyof typeof SIGN_IN_LIMITS)[];
  return {
    async admit(name, address) {
      const keys = keysOf(name, address);
      const admitted = await Promise.all(each.map((one) => consumes(limits[one], keys[one])));
      return admitted.every(Boolean);
    },
    async forgive(name, address) {
      const keys = keysOf(name, address);
      await limits.pair.delete(keys.pair);
      await Promise.all([limits.address.reward(keys.address), limits.account.reward(keys.account)]);
    },
  };
}

async function consumes(limit: RateLimiterRedis, key: string): Promise<boolean> {
  try {
    await limit.consume(key);
    return true;
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return false;
    throw refused;
  }
}

function folded(name: string): string {
  return name.trim().normalize('NFKC').toLowerCase();
}

function hashed(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
