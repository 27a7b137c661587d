import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

/**
 * Thousands of seeded runs, or the one that failed: `npm run soak -- --runs 5000 --first 1`, `npm run soak -- --seed 42 --times 20`,
 * ten thousand people of one broadcast whose worker is killed again and again `npm run soak -- --broadcast`,
 * of one kind alone (a file of test/soak) `npm run soak -- --only bookings --seed 42`.
 */
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '3000' },
    first: { type: 'string', default: '201' },
    seed: { type: 'string' },
    broadcast: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    times: { type: 'string', default: '1' },
  },
});

const env = {
  ...process.env,
  SOAK_RUNS: values.runs,
  SOAK_FIRST: values.first,
  SOAK_TIMES: values.times,
  ...(values.broadcast && { SOAK_PEOPLE: '10000' }),
  ...(values.seed && { SOAK_SEED: values.seed }),
};
const only = values.broadcast ? 'killed-worker' : values.only;
const { status } = spawnSync('vitest', ['run', `test/soak/${only}`], { env, stdio: 'inherit' });
process.exitCode = status ?? 1;
