import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

export type ServerProcess = { pid: number; url: string; stop(): Promise<void> };

const START_MS = 60_000;

/** Starts a server and waits until `/health` answers. Its log goes to where ours goes. */
export async function startServer(options: {
  file: string;
  port: number;
  env: Record<string, string>;
  profile: string | undefined;
}): Promise<ServerProcess> {
  const { file, port, env, profile } = options;
  const flags = profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : [];
  const child = spawn(process.execPath, [...flags, file], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, PORT: String(port), ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}`;
  for (const until = Date.now() + START_MS; ; await sleep(100)) {
    const alive = await fetch(`${url}/ready`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (alive) break;
    if (child.exitCode !== null || Date.now() > until) throw new Error(`${file} did not start`);
  }
  return {
    pid: child.pid ?? 0,
    url,
    async stop() {
      if (child.exitCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

/** Linux counts processor time in hundredths of a second, whatever the machine. */
const TICK_MS = 10;

/** User and system time of a process and its threads; Linux only, as the kernel tells it. */
export function processorMs(pid: number): number {
  // The name in parentheses may hold blanks; utime and stime are the 12th and 13th fields after it.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

/** Resident memory in megabytes. */
export function memoryMb(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}
