import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';

let world: TestWorld;
let proxied: TestWorld;
beforeAll(async () => {
  world = await startTestWorld();
  proxied = await startTestWorld({ env: { TRUST_PROXY: '1' } });
});
beforeEach(() => world.app.house.redis.flushdb());
afterAll(async () => {
  await proxied.app.house.redis.flushdb();
  await world.close();
  await proxied.close();
});

/** Asks until it is refused, at most so often; how often it was not. */
async function admitted(ask: () => Promise<Response>, most: number): Promise<number> {
  for (let asked = 0; asked < most; asked++) {
    const answer = await ask();
    await answer.text();
    if (answer.status !== 429) continue;
    expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThan(0);
    return asked;
  }
  return most;
}

const pages: [string, string, number][] = [
  ['a certificate', '/certificates/AAAA-AAAA-AAAA', 20],
  ['a personal link', '/my-data?t=guessed', 30],
  ['the console', '/console/sign-in', 1_200],
];

describe('one address', () => {
  it.each(pages)('may ask for %s so often and no more', async (_what, path, most) => {
    const asked = await admitted(() => fetch(`${world.app.url}${path}`), most + 5);
    expect(asked).toBe(most);
  });

  it('that forges webhooks is put off, and Twilio behind the same address is not', async () => {
    const url = `${world.app.url}/twilio/inbound`;
    const forged = () => fetch(url, { method: 'POST', body: new URLSearchParams({ Body: 'hola' }) });
    expect(await admitted(forged, 40)).toBe(30);
    expect((await world.fake.say('whatsapp:+573007400001', 'hola')).status).toBe(200);
  });
});

describe('an address that somebody says they have', () => {
  const path = '/sessions/guessed.ics';
  const asThough = (of: TestWorld) => {
    let n = 0;
    return () => fetch(`${of.app.url}${path}`, { headers: { 'X-Forwarded-For': `10.0.0.${n++ % 250}` } });
  };

  it('is not believed', async () => {
    expect(await admitted(asThough(world), 70)).toBe(60);
  });

  it('is believed of as many proxies as TRUST_PROXY says', async () => {
    expect(await admitted(asThough(proxied), 70)).toBe(70);
  });
});
