import type { Redis } from 'ioredis';
import type { Bucket } from '../../usecases/broadcasts/ports.ts';

const KEY = 'bucket:broadcasts';
const KEEP_MS = 10 * 60_000;
/** What a hiccup may be made up for, as time at the full rate. */
const BURST_MS = 250;
/** From half the speed back to the whole of it. */
const RECOVER_MS = 30_000;
/** Nothing goes this long after the provider said "too fast"; of many who say so at once one counts. */
const BREATH_MS = 1_000;
const SLOWEST = 1;

// `next` is when the next message may go, `slow` the rate at `at`, from where it grows back; all by Redis's own clock.
const NOW = `
local t = redis.call('time')
local now = t[1] * 1000 + t[2] / 1000
local full = tonumber(ARGV[1])
local got = redis.call('hmget', KEYS[1], 'next', 'slow', 'at')
local next, slow, at = tonumber(got[1] or '0'), tonumber(got[2] or ARGV[1]), tonumber(got[3] or '0')
local rate = math.min(full, slow + full * (now - at) / ${RECOVER_MS})
`;
const TAKE = `${NOW}
next = math.max(next, now - ${BURST_MS})
redis.call('hset', KEYS[1], 'next', tostring(next + 1000 / rate))
redis.call('pexpire', KEYS[1], ${KEEP_MS})
return tostring(math.max(0, next - now))
`;
const SLOW = `${NOW}
if now - at < ${BREATH_MS} then return 0 end
redis.call('hset', KEYS[1], 'slow', tostring(math.max(${SLOWEST}, rate / 2)), 'at', tostring(now),
  'next', tostring(math.max(next, now + ${BREATH_MS})))
redis.call('pexpire', KEYS[1], ${KEEP_MS})
return 1
`;
const RATE = `${NOW} return tostring(rate)`;

/** One bucket for every process on this Redis; emptied, it begins anew at full speed. */
export function createBucket(redis: Redis, rate: number): Bucket {
  const ask = async (script: string) => Number(await redis.eval(script, 1, KEY, rate));
  return {
    take: () => ask(TAKE),
    async slowDown() {
      await ask(SLOW);
    },
    rate: () => ask(RATE),
  };
}
