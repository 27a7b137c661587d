import { afterAll, beforeAll, expect, it } from 'vitest';
import { planOf } from './plan.ts';
import { broken } from './properties.ts';
import { openRing, type Ring } from './ring.ts';
import { live } from './run.ts';

/** `npm run soak` sets how many, or the one to repeat. */
const RUNS = Number(process.env.SOAK_RUNS ?? 200);
const SEED = process.env.SOAK_SEED;
/** A failure that comes only now and then: the one seed so often, by other people each time. */
const TIMES = Number(process.env.SOAK_TIMES ?? 1);
const FIRST = Number(process.env.SOAK_FIRST ?? 1);
/** Runs in one world; a fresh one keeps what each has to look through small. */
const SHARE = 100;
const RUN_MS = 30_000;

const seeds = SEED
  ? Array<number>(TIMES).fill(Number(SEED))
  : Array.from({ length: RUNS }, (_, index) => FIRST + index);
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
      const faults = await live(ring, plan, SEED ? times++ : 0)
        .then((lived) => broken(ring, lived))
        .catch((error: unknown) => [String(error)]);
      if (SEED) console.log(JSON.stringify(plan, null, 1));
      const repeat = `npm run soak -- --seed ${seed}`;
      expect(faults, `${repeat}\n${faults.join('\n')}`).toEqual([]);
    }
  },
  SHARE * RUN_MS,
);
