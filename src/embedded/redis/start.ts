import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from '../free-port.ts';
import { oneAtATime } from '../one-at-a-time.ts';

export type EmbeddedRedis = { url: string; close(): Promise<void> };

const START_MS = 10_000;
const ASK_MS = 1_000;
/** Named so, a connection only asks and does not count as a use of the server. */
const ASKING = 'asking';

/** A real Redis for development: on a free port, its data under `<dataDir>/redis`, shared by our processes. */
export async function startRedis(dataDir: string): Promise<EmbeddedRedis> {
  const folder = join(dataDir, 'redis');
  mkdirSync(folder, { recursive: true });
  // Two servers on one folder would write over each other's data, and one found must not be stopped under our feet.
  const { url, release } = await oneAtATime(folder, async () => (await findHeld(folder)) ?? launch(folder));
  return { url, close: () => oneAtATime(folder, () => leave({ url, release }, folder)) };
}

/** The Redis that serves this folder right now: asked, since a port file may outlive its server. */
export async function findRedis(dataDir: string): Promise<string | null> {
  const folder = join(dataDir, 'redis');
  const url = notedUrl(folder);
  return url && (await servesFolder(url, folder)) ? url : null;
}

async function launch(folder: string): Promise<Held> {
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  // Noted before it runs: should this process be killed meanwhile, the next one finds the server.
  writeFileSync(join(folder, 'port'), String(port));
  const log = openSync(join(folder, 'redis.log'), 'a');
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--appendonly', 'yes'];
  // Written before it is answered, synced each second: a kill loses nothing, a power cut a second.
  const child = spawn('redis-server', [...options, '--appendfsync', 'everysec', '--save', ''], {
    stdio: ['ignore', log, log],
    detached: true,
  });
  closeSync(log);
  child.unref();
  await untilAnswers(url, child);
  return hold(url);
}

async function untilAnswers(url: string, child: ChildProcess): Promise<void> {
  let failure: Error | null = null;
  child.once('error', (error) => {
    failure = new Error('redis-server cannot be started: install Redis or set REDIS_URL', { cause: error });
  });
  child.once('exit', (code) => {
    failure ??= new Error(`redis-server stopped with code ${code}: see redis.log in its data folder`);
  });
  for (const until = Date.now() + START_MS; Date.now() < until; ) {
    if (failure) throw failure;
    if ((await ask(url, (redis) => redis.ping())) === 'PONG') return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('redis-server does not answer: see redis.log in its data folder');
}

/** A server with a connection held open, so that whoever leaves sees that it is in use. */
type Held = { url: string; release(): Promise<void> };

async function hold(url: string): Promise<Held> {
  const redis = connection(url, 'holding');
  await redis.connect();
  return {
    url,
    async release() {
      await redis.quit().catch(() => redis.disconnect());
    },
  };
}

async function findHeld(folder: string): Promise<Held | null> {
  const url = notedUrl(folder);
  return url && (await servesFolder(url, folder)) ? hold(url) : null;
}

/** Stops the server unless another of our processes still uses it. */
async function leave({ url, release }: Held, folder: string): Promise<void> {
  await release();
  const clients = await ask(url, (redis) => redis.client('LIST') as Promise<string>);
  const lines = (clients ?? '').split('\n').filter((line) => line.includes('id='));
  if (clients === null || lines.some((line) => !line.includes(` name=${ASKING} `))) return;
  await ask(url, (redis) => redis.call('SHUTDOWN', 'SAVE'));
  for (let tries = 0; tries < 50 && (await servesFolder(url, folder)); tries++)
    await new Promise((resolve) => setTimeout(resolve, 50));
}

async function servesFolder(url: string, folder: string): Promise<boolean> {
  const found = await ask(url, (redis) => redis.config('GET', 'dir') as Promise<string[]>);
  return found?.[1] !== undefined && realpathSync(found[1]) === realpathSync(folder);
}

/** One question on a connection of its own; null where there is no answer. */
async function ask<T>(url: string, question: (redis: Redis) => Promise<T>): Promise<T | null> {
  const redis = connection(url, ASKING);
  try {
    await redis.connect();
    return await question(redis);
  } catch {
    return null;
  } finally {
    // On a line that is closed already it would wait two seconds for the end.
    if (redis.status !== 'end') redis.disconnect();
  }
}

function connection(url: string, connectionName: string): Redis {
  const options = { lazyConnect: true, retryStrategy: () => null, commandTimeout: ASK_MS, connectionName };
  const redis = new Redis(url, options);
  redis.on('error', () => undefined);
  return redis;
}

function notedUrl(folder: string): string | null {
  try {
    const port = Number(readFileSync(join(folder, 'port'), 'utf8'));
    return port ? `redis://127.0.0.1:${port}` : null;
  } catch {
    return null;
  }
}
