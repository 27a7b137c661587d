import { afterAll, beforeAll, expect, it } from 'vitest';
import { planOf } from './plan.ts';
import { broken } from './properties.ts';
import { openRing, type Ring } from './ring.ts';
import { live } from './run.ts';
import { ONE_SEED, repeatLine, seedsFor } from './seeds.ts';

/** Runs in one world; a fresh one keeps what each has to look through small. */
const SHARE = 100;
const RUN_MS = 30_000;

const seeds = seedsFor(200);
const shares = Array.from({ length: Math.ceil(seeds.length / SHARE) }, (_, index) =>
  seeds.slice(index * SHARE, (index + 1) * SHARE),
);

let ring: Ring;
let times = 0;
beforeAll(async () => {
  ring = await openRing();
});
afterAll(() => ring.close());

it.each(shares)(
  'whatever breaks, nothing is lost, doubled or out of order (from seed %i on)',
  async (...share) => {
    for (const seed of share) {
      const plan = planOf(seed);
      const faults = await live(ring, plan, ONE_SEED ? times++ : 0)
        .then((lived) => broken(ring, lived))
        .catch((error: unknown) => [String(error)]);
      if (ONE_SEED) console.log(JSON.stringify(plan, null, 1));
      const repeat = repeatLine('chaos', seed);
      expect(faults, `${repeat}\n${faults.join('\n')}`).toEqual([]);
    }
  },
  SHARE * RUN_MS,
);
