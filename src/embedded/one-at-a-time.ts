import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Longer than any start takes; whoever holds the folder so long is stuck. */
const PATIENCE_MS = 15_000;
const LOOK_EVERY_MS = 50;

/** Does `work` while no other process does its work in this folder. A process that died in the middle holds nobody up. */
export async function oneAtATime<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const claim = join(folder, 'starting');
  for (const until = Date.now() + PATIENCE_MS; !take(claim); await sleep(LOOK_EVERY_MS))
    if (Date.now() > until || !lives(holder(claim))) rmSync(claim, { force: true });
  try {
    return await work();
  } finally {
    rmSync(claim, { force: true });
  }
}

function take(claim: string): boolean {
  try {
    writeFileSync(claim, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Null in the moment before its maker has written who it is. */
function holder(claim: string): number | null {
  try {
    return Number(readFileSync(claim, 'utf8')) || null;
  } catch {
    return null;
  }
}

function lives(pid: number | null): boolean {
  if (pid === null) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
