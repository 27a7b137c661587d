import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { findEmbeddedMongo } from '../../src/embedded/mongo/find-server.ts';
import { findRedis } from '../../src/embedded/redis/start.ts';

export type Outcome = { code: number | null; stdout: string; stderr: string };

export type Running = {
  pid: number;
  kill(signal: NodeJS.Signals): void;
  /** The first match in what it prints; rejects when it ends before, or takes too long. */
  prints(pattern: RegExp): Promise<RegExpExecArray>;
  ended: Promise<Outcome>;
};

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PATIENCE_MS = 30_000;
const LAST_WORDS_MS = 300;

/** A process of the project's own, with nothing in its environment but what is given. */
export function run(args: string[], options: { env?: NodeJS.ProcessEnv; stdin?: string } = {}): Running {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'test', ...options.env },
  });
  const outcome: Outcome = { code: null, stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].setEncoding('utf8').on('data', (chunk: string) => {
      outcome[stream] += chunk;
    });
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.stdin ?? '');
  const impatience = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  const closed = once(child, 'close');
  const ended = once(child, 'exit').then(async ([code]) => {
    clearTimeout(impatience);
    // A service that outlives it may keep its stderr open.
    await Promise.race([closed, sleep(LAST_WORDS_MS)]);
    return { ...outcome, code: code as number | null };
  });
  return {
    pid: child.pid ?? 0,
    kill: (signal) => child.kill(signal),
    ended,
    async prints(pattern) {
      for (;;) {
        const found = pattern.exec(outcome.stdout);
        if (found) return found;
        if (child.exitCode !== null || child.signalCode !== null)
          throw new Error(`ended without printing ${String(pattern)}:\n${outcome.stdout}${outcome.stderr}`);
        await sleep(25);
      }
    },
  };
}

export function runServer(env: NodeJS.ProcessEnv): Running {
  return run(['src/main.ts'], { env });
}

export async function runCli(
  args: string[],
  options: { env?: NodeJS.ProcessEnv; stdin?: string } = {},
): Promise<Outcome> {
  return await run(['src/cli/main.ts', ...args], options).ended;
}

export type DataDir = {
  path: string;
  /** The servers that live on it, once those about to end have done so. */
  leftovers(): Promise<string[]>;
  /** Ends what a failed test left running. */
  remove(): Promise<void>;
};

export function makeDataDir(): DataDir {
  const path = mkdtempSync(join(tmpdir(), 'fortaleser-data-'));
  const living = async () => {
    const found = [await findRedis(path), (await findEmbeddedMongo(path))?.uri];
    return found.filter((one) => typeof one === 'string');
  };
  return {
    path,
    async leftovers() {
      for (let tries = 0; tries < 40 && (await living()).length > 0; tries++) await sleep(50);
      return await living();
    },
    async remove() {
      for (const pid of await pidsOf(path)) process.kill(pid, 'SIGKILL');
      rmSync(path, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function pidsOf(path: string): Promise<number[]> {
  const pids: number[] = [];
  const redis = await findRedis(path);
  if (redis) {
    const { Redis } = await import('ioredis');
    const client = new Redis(redis);
    const pid = /process_id:(\d+)/.exec(await client.info('server'))?.[1];
    client.disconnect();
    if (pid) pids.push(Number(pid));
  }
  if (await findEmbeddedMongo(path))
    pids.push(Number(JSON.parse(readFileSync(join(path, 'mongo', 'server.json'), 'utf8')).pid));
  return pids;
}
