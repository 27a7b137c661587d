import { createHash } from 'node:crypto';

export type Sids = (prefix: 'SM' | 'HX' | 'ME', key: string) => string;

/**
 * SIDs in Twilio's shape, unique in one fake. They depend on the seed, the key and how often it came,
 * so that the order of concurrent requests changes nothing.
 */
export function createSids(seed: number): Sids {
  const times = new Map<string, number>();
  return (prefix, key) => {
    const name = `${prefix}:${key}`;
    const time = (times.get(name) ?? 0) + 1;
    times.set(name, time);
    return prefix + createHash('md5').update(`${seed}:${time}:${name}`).digest('hex');
  };
}
