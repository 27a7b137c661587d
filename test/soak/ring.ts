import { Redis } from 'ioredis';
import { inject } from 'vitest';
import { createHouse, type House } from '../../src/composition/house.ts';
import { readConfig } from '../../src/config.ts';
import type { Ports } from '../../src/usecases/ports.ts';
import { recordTurns } from '../support/coverage.ts';
import { type Death, dieAt } from '../support/mortal-ports.ts';
import { type Severable, severable } from '../support/severable.ts';
import { databaseOf, recordingLog, startTestWorld, type TestWorld } from '../support/test-app.ts';
import { QUICK } from '../support/timing.ts';
import type { Plan } from './plan.ts';
import { createUnruly } from './unruly.ts';

/** Where the runs take place: two processes on one Redis and one set of records, each line to them severable. */
export type Ring = {
  world: TestWorld;
  first: House;
  second: House;
  death: Death;
  lines: { redis: Severable; mongodb: Severable };
  setUnruly(plan: Plan): void;
  /** Turns committed by either, in order. */
  turns: string[];
  emptyRedis(): Promise<void>;
  close(): Promise<void>;
};

const TIMING = { ...QUICK, leaseMs: 250, settleAfterMs: 50 };
const REDIS_DATABASE = 15;

export async function openRing(): Promise<Ring> {
  const redisUrl = `${inject('redisUrl')}/${REDIS_DATABASE}`;
  const lines = {
    redis: await severable(redisUrl),
    mongodb: await severable(databaseOf(inject('mongodbUri'))),
  };
  // Both sweep only when the runs ask them to, so that a run depends on little but its plan.
  const unruly = createUnruly();
  const recorded = recordTurns();
  const common = { sweepEveryMs: 1e8, lockMs: 600, staleAfterMs: 1, timing: TIMING };
  const wrap = (ports: Ports) => unruly.wrap(recorded.wrapPorts(ports));
  const world = await startTestWorld({
    env: { REDIS_URL: lines.redis.url, MONGODB_URI: lines.mongodb.url },
    overrides: { ...common, wrapPorts: wrap },
  });
  const death = dieAt(0);
  const { config, secrets } = readConfig(world.env);
  const second = await createHouse({
    config,
    secrets,
    services: { mongodbUri: lines.mongodb.url, redisUrl: lines.redis.url },
    publicUrl: world.app.url,
    log: recordingLog(world.logged),
    overrides: { ...common, ...death.overrides, wrapPorts: (ports) => death.wrap(wrap(ports)) },
  });
  const redis = new Redis(redisUrl);
  return {
    world,
    first: world.app.house,
    second,
    death,
    lines,
    setUnruly: unruly.set,
    turns: recorded.turns,
    async emptyRedis() {
      await redis.flushdb();
    },
    async close() {
      for (const line of Object.values(lines)) line.mend();
      death.reborn(0);
      await redis.quit();
      await second.close();
      await world.close();
      for (const line of Object.values(lines)) await line.close();
    },
  };
}
