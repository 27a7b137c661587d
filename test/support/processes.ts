import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { serverFile } from '../../src/embedded/mongo/server-file.ts';
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
const PATIENCE_MS = 60_000;
const LAST_WORDS_MS = 300;

/** A process of the project's own, with nothing in its environment but what is given; `stdin` null stays open. */
export function run(
  args: string[],
  options: { env?: NodeJS.ProcessEnv; stdin?: string | null; patienceMs?: number } = {},
): Running {
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
  if (options.stdin !== null) child.stdin.end(options.stdin ?? '');
  const impatience = setTimeout(() => child.kill('SIGKILL'), options.patienceMs ?? PATIENCE_MS);
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
  /** The servers that live on it, once those about to end have done so (a few seconds, where their starter was killed). */
  leftovers(): Promise<string[]>;
  /** Ends what a failed test left running. */
  remove(): Promise<void>;
};

export function makeDataDir(): DataDir {
  const path = mkdtempSync(join(tmpdir(), 'fortaleser-data-'));
  const living = async () => {
    const records = recordsPid(path);
    const found = [await findRedis(path), records === null ? null : `embedded records, process ${records}`];
    return found.filter((one) => one !== null);
  };
  return {
    path,
    async leftovers() {
      for (let tries = 0; tries < 160 && (await living()).length > 0; tries++) await sleep(50);
      return await living();
    },
    async remove() {
      for (const pid of [await redisPid(path), recordsPid(path)]) if (pid) process.kill(pid, 'SIGKILL');
      rmSync(path, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function redisPid(path: string): Promise<number | null> {
  const url = await findRedis(path);
  if (!url) return null;
  const redis = new Redis(url);
  const info = await redis.info('server');
  await redis.quit();
  return Number(/process_id:(\d+)/.exec(info)?.[1]) || null;
}

/** By its process: asking it would keep it from ending by itself. */
function recordsPid(path: string): number | null {
  try {
    const { pid } = JSON.parse(readFileSync(serverFile(path), 'utf8')) as { pid: number };
    process.kill(pid, 0);
    return pid;
  } catch {
    return null;
  }
}
