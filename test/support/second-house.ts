import { createHouse, type House, type Overrides } from '../../src/composition/house.ts';
import { readConfig } from '../../src/config.ts';
import { recordingLog, type TestWorld } from './test-app.ts';
import { QUICK } from './timing.ts';

/** Another process of the same programme: the same Redis and records, without doors and without a sweep of its own. */
export function startSecondHouse(world: TestWorld, overrides: Overrides = {}): Promise<House> {
  const { config, secrets } = readConfig(world.env);
  return createHouse({
    config,
    secrets,
    services: { mongodbUri: config.mongodbUri ?? '', redisUrl: config.redisUrl ?? '' },
    publicUrl: world.app.url,
    log: recordingLog(world.logged),
    overrides: { timing: QUICK, ...overrides },
  });
}
