import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { type Severable, severable } from '../support/severable.ts';
import { databaseOf, startTestWorld, type TestWorld } from '../support/test-app.ts';

let world: TestWorld;
let redis: Severable;
let mongodb: Severable;
beforeAll(async () => {
  redis = await severable(inject('redisUrl'));
  mongodb = await severable(databaseOf(inject('mongodbUri')));
  world = await startTestWorld({ env: { REDIS_URL: redis.url, MONGODB_URI: mongodb.url } });
});
afterAll(async () => {
  await world.close();
  await redis.close();
  await mongodb.close();
});

async function ask(path: string): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(world.app.url + path);
  return { status: answer.status, body: await answer.json() };
}

const READY = { status: 200, body: { status: 'ready', redis: true, mongodb: true } };

it('says that it lives and is ready', async () => {
  expect(await ask('/health')).toEqual({ status: 200, body: { status: 'alive' } });
  expect(await ask('/ready')).toEqual(READY);
});

it('says which of its services is away, lives on, and is ready again once it is back', async () => {
  redis.cut();
  await expect
    .poll(() => ask('/ready'))
    .toEqual({ status: 503, body: { status: 'not-ready', redis: false, mongodb: true } });
  redis.mend();
  await expect.poll(() => ask('/ready'), { timeout: 10_000 }).toEqual(READY);

  mongodb.cut();
  await expect
    .poll(() => ask('/ready'), { timeout: 10_000 })
    .toEqual({ status: 503, body: { status: 'not-ready', redis: true, mongodb: false } });
  expect((await ask('/health')).status).toBe(200);
  mongodb.mend();
  await expect.poll(() => ask('/ready'), { timeout: 15_000 }).toEqual(READY);
});

it('puts a status callback off while the records are away, and calls nobody for it', async () => {
  mongodb.cut();
  const form = { MessageSid: `SM${'a'.repeat(32)}`, MessageStatus: 'read' };
  const { status, headers } = await world.fake.post(`${world.app.url}/twilio/status?m=x.0`, form);
  expect({ status, again: headers['retry-after'] }).toEqual({ status: 503, again: '5' });
  mongodb.mend();
  expect(world.logged.filter(({ level }) => level === 'error')).toEqual([]);
  expect(world.logged).toContainEqual(expect.objectContaining({ level: 'warn', event: 'request put off' }));
});
