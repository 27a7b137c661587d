import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, openSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from '../free-port.ts';

export type EmbeddedRedis = { url: string; close(): Promise<void> };

const START_MS = 10_000;
const ASK_MS = 1_000;
/** Connections one of our processes holds: two, and the one that asks. */
const OUR_CLIENTS = 1;

/** A real Redis for development: on a free port, its data under `<dataDir>/redis`, shared by our processes. */
export async function startRedis(dataDir: string): Promise<EmbeddedRedis> {
  const folder = join(dataDir, 'redis');
  mkdirSync(folder, { recursive: true });
  const running = await findRedis(dataDir);
  if (running) return { url: running, close: () => leave(running, folder) };
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  const child = launch(folder, port);
  await untilAnswers(url, child);
  writeFileSync(join(folder, 'port'), String(port));
  return { url, close: () => leave(url, folder) };
}

/** The Redis that serves this folder right now: asked, since a port file may outlive its server. */
export async function findRedis(dataDir: string): Promise<string | null> {
  const folder = join(dataDir, 'redis');
  const port = readPort(folder);
  if (!port) return null;
  const url = `redis://127.0.0.1:${port}`;
  return (await servesFolder(url, folder)) ? url : null;
}

function launch(folder: string, port: number): ChildProcess {
  const log = openSync(join(folder, 'redis.log'), 'a');
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--appendonly', 'yes'];
  // Written before it is answered, synced each second: a kill loses nothing, a power cut a second.
  const child = spawn('redis-server', [...options, '--appendfsync', 'everysec', '--save', ''], {
    stdio: ['ignore', log, log],
    detached: true,
  });
  child.unref();
  return child;
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

/** Stops the server unless another of our processes still uses it. */
async function leave(url: string, folder: string): Promise<void> {
  const clients = await ask(url, (redis) => redis.client('LIST') as Promise<string>);
  const others = (clients ?? '').split('\n').filter((line) => line.includes('id=')).length - OUR_CLIENTS;
  if (clients === null || others > 0) return;
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
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null, commandTimeout: ASK_MS });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    return await question(redis);
  } catch {
    return null;
  } finally {
    redis.disconnect();
  }
}

function readPort(folder: string): number | null {
  try {
    return Number(readFileSync(join(folder, 'port'), 'utf8')) || null;
  } catch {
    return null;
  }
}
