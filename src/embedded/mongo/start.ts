import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type HeldServer, holdServer } from './find-server.ts';

export interface EmbeddedMongo {
  uri: string;
  port: number;
  close(): Promise<void>;
}

export interface EmbeddedMongoOptions {
  dataDir: string;
  /** Default: any free port. */
  port?: number;
  /** How often expired documents are removed. */
  expiryIntervalMs?: number;
}

/**
 * Starts the server of a data directory in a process of its own, or joins the one that lives there already.
 * Each holds a connection until it closes; the server goes with the last one, so nobody is cut off by another.
 */
export async function startEmbeddedMongo(options: EmbeddedMongoOptions): Promise<EmbeddedMongo> {
  const living = await holdServer(options.dataDir);
  if (living) return joined(living);
  const child = spawnServer(options);
  const outcome = await firstWord(child);
  if (outcome.kind === 'ready') return owned(child, options.dataDir);
  const winner = outcome.inUse ? await awaitServer(options.dataDir) : null;
  if (winner) return joined(winner);
  throw new Error(`the embedded MongoDB did not start: ${outcome.reason}`);
}

/** What the server process says to the one that started it. */
export type FirstWord = { kind: 'ready' } | { kind: 'failed'; reason: string; inUse: boolean };

const SERVER = fileURLToPath(new URL('./server-process.ts', import.meta.url));

function spawnServer({ dataDir, port = 0, expiryIntervalMs }: EmbeddedMongoOptions): ChildProcess {
  const interval = expiryIntervalMs === undefined ? [] : ['--expiry-interval', String(expiryIntervalMs)];
  return fork(SERVER, ['--data', dataDir, '--port', String(port), ...interval], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    // A group of its own: a terminal's Ctrl-C is for the process that started it.
    detached: true,
  });
}

async function firstWord(child: ChildProcess): Promise<FirstWord> {
  const silent = once(child, 'exit').then(
    ([code, signal]): FirstWord => ({
      kind: 'failed',
      reason: `it ended with ${String(code ?? signal)}`,
      inUse: false,
    }),
  );
  const word = once(child, 'message').then(([message]): FirstWord => message);
  const first = await Promise.race([word, silent]);
  // It neither keeps this process alive nor needs it: it outlives a kill -9 of this one.
  child.disconnect();
  child.unref();
  return first;
}

/** How long another start of the same directory may take until its server answers. */
const RACE_MS = 3_000;
const RACE_STEP_MS = 100;

async function awaitServer(dataDir: string): Promise<HeldServer | null> {
  for (let waited = 0; waited < RACE_MS; waited += RACE_STEP_MS) {
    const living = await holdServer(dataDir);
    if (living) return living;
    await sleep(RACE_STEP_MS);
  }
  return null;
}

async function owned(child: ChildProcess, dataDir: string): Promise<EmbeddedMongo> {
  const held = await holdServer(dataDir);
  if (!held) throw new Error('the embedded MongoDB does not answer');
  const close = async () => {
    await held.release();
    await stop(child);
  };
  return { uri: held.uri, port: held.port, close };
}

function joined({ uri, port, release }: HeldServer): EmbeddedMongo {
  return { uri, port, close: release };
}

/** How long this process waits for the end of a server that others still use. */
const FAREWELL_MS = 2_000;

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  const patience = new AbortController();
  const ended = once(child, 'exit').then(() => patience.abort());
  child.kill('SIGTERM');
  await Promise.race([ended, sleep(FAREWELL_MS, undefined, { signal: patience.signal }).catch(() => {})]);
  child.unref();
}
