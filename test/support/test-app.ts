import { randomBytes, randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { Redis } from 'ioredis';
import { inject } from 'vitest';
import { type App, startApp } from '../../src/app.ts';
import type { Overrides } from '../../src/composition/house.ts';
import { readConfig } from '../../src/config.ts';
import type { Log } from '../../src/usecases/ports.ts';
import { type FakeOptions, type FakeWhatsApp, startFakeWhatsApp } from './fake-whatsapp/fake-whatsapp.ts';
import { QUICK } from './timing.ts';

export type TestWorld = {
  fake: FakeWhatsApp;
  app: App;
  env: NodeJS.ProcessEnv;
  /** Events logged, by level. */
  logged: { level: 'info' | 'warn' | 'error'; event: string }[];
  /** Ends this process's app and starts another on the same records. */
  restart(overrides?: Overrides): Promise<void>;
  close(): Promise<void>;
};

/** Settings of this test's own; what the fake makes for them (templates) is made first. */
type ExtraSettings = NodeJS.ProcessEnv | ((fake: FakeWhatsApp) => NodeJS.ProcessEnv);

/** The real app on the real Redis and records, with a database and a Redis of its own, talking to a fake WhatsApp. */
export async function startTestWorld(
  options: { fake?: FakeOptions; overrides?: Overrides; env?: ExtraSettings } = {},
): Promise<TestWorld> {
  const fake = await startFakeWhatsApp(options.fake);
  const extra = typeof options.env === 'function' ? options.env(fake) : options.env;
  const env = { ...(await testEnvironment(fake)), ...extra };
  await forgetLimits(env.REDIS_URL ?? '');
  const logged: TestWorld['logged'] = [];
  const start = async (overrides: Overrides = {}) => {
    const { config, secrets } = readConfig(env);
    const settings = {
      timing: QUICK,
      sweepEveryMs: 200,
      log: recordingLog(logged),
      ...options.overrides,
      ...overrides,
    };
    const app = await startApp(config, secrets, settings);
    fake.connect(`${app.url}/twilio/inbound`);
    return app;
  };
  const world: TestWorld = {
    fake,
    app: await start(),
    env,
    logged,
    async restart(overrides) {
      await world.app.close();
      world.app = await start(overrides);
    },
    async close() {
      await world.app.close();
      await fake.close();
    },
  };
  return world;
}

/** How much an address may ask for is counted for minutes, and every test comes from one address. */
async function forgetLimits(redisUrl: string): Promise<void> {
  const redis = new Redis(redisUrl);
  const keys = await redis.keys('limit:*');
  if (keys.length > 0) await redis.del(...keys);
  await redis.quit();
}

export async function testEnvironment(fake: FakeWhatsApp): Promise<NodeJS.ProcessEnv> {
  const port = String(await portOfOurs());
  return {
    NODE_ENV: 'test',
    PORT: port,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    MONGODB_URI: databaseOf(inject('mongodbUri')),
    REDIS_URL: `${inject('redisUrl')}/${redisDatabase()}`,
    TWILIO_ACCOUNT_SID: fake.accountSid,
    TWILIO_AUTH_TOKEN: fake.authToken,
    TWILIO_WHATSAPP_FROM: fake.from,
    TWILIO_API_URL: fake.url,
    SECRET_KEY: 'a secret key for tests only',
    ENCRYPTION_KEY: 'an encryption key for tests only',
    CERTIFICATE_KEY: 'a certificate key for tests only',
    LOG_LEVEL: 'silent',
    // Who is played by a program writes faster than anybody.
    INBOUND_PER_MINUTE: '100000',
    INBOUND_PER_HOUR: '100000',
  };
}

/** Kept over a restart; below the range from which the kernel takes ports for others. */
async function portOfOurs(): Promise<number> {
  for (;;) {
    const port = 12_000 + randomInt(18_000);
    const probe = createServer();
    const free = await new Promise<boolean>((resolve) => {
      probe.once('error', () => resolve(false)).listen(port, () => resolve(true));
    });
    await new Promise((resolve) => probe.close(resolve));
    if (free) return port;
  }
}

/** A database of this test's own. */
export function databaseOf(uri: string): string {
  const url = new URL(uri);
  url.pathname = `/test_${randomBytes(6).toString('hex')}`;
  return url.href;
}

/** Keys carry the contact's id, which no two tests share; the number only keeps a FLUSHDB at home. */
function redisDatabase(): number {
  return 1 + (Number(process.env.VITEST_POOL_ID ?? 1) % 15);
}

export function recordingLog(logged: TestWorld['logged']): Log {
  const at = (level: 'info' | 'warn' | 'error') => (event: string, fields?: Record<string, unknown>) => {
    logged.push({ level, event, ...fields });
    if (process.env.TEST_LOG) console.log(level, event, fields);
  };
  const within = <T>(_request: string, work: () => T) => work();
  return { info: at('info'), warn: at('warn'), error: at('error'), within };
}
