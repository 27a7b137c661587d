import { createHash } from 'node:crypto';

export type Sids = (prefix: 'SM' | 'HX' | 'ME' | 'XE') => string;

/** SIDs in Twilio's shape, unique in one fake and the same in every run with the same seed. */
export function createSids(seed: number): Sids {
  let count = 0;
  return (prefix) => {
    count += 1;
    return prefix + createHash('md5').update(`${seed}:${prefix}:${count}`).digest('hex');
  };
}
