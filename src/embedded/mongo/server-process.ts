import { enableCompileCache } from 'node:module';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { FirstWord } from './start.ts';
import { DataFileError } from './storage/file.ts';

/**
 * The process that startEmbeddedMongo starts. All who use it hold a connection, so it ends when the last is gone:
 * at once after SIGTERM, else after a while, so that it outlives none of them, not even after their kill -9.
 */

/** How often it looks whether anybody is connected. */
const LOOK_MS = 50;
/** How long nobody may be connected: the time between two uses, and from the start to the first one. */
const IDLE_MS = 5_000;

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '.data' },
    port: { type: 'string', default: '0' },
    'expiry-interval': { type: 'string' },
  },
});

try {
  await serve();
  tell({ kind: 'ready' });
} catch (error) {
  const reason = (error as Error).message;
  tell({ kind: 'failed', reason, inUse: error instanceof DataFileError && error.inUse });
  process.exitCode = 1;
}

async function serve(): Promise<void> {
  // Half of a start is reading TypeScript: what was read once is kept where Node keeps such things.
  enableCompileCache();
  const { createEmbeddedServer } = await import('./server.ts');
  const interval = values['expiry-interval'];
  const server = await createEmbeddedServer({
    dataDir: resolve(values.data),
    port: Number(values.port),
    expiryIntervalMs: interval === undefined ? undefined : Number(interval),
    onFault: (error) => console.error(error),
  });
  let stopping = false;
  let usedAt = Date.now();
  process.once('SIGTERM', () => {
    stopping = true;
  });
  const look = setInterval(async () => {
    if (server.connections() > 0) usedAt = Date.now();
    else if (stopping || Date.now() - usedAt > IDLE_MS) {
      clearInterval(look);
      await server.close();
    }
  }, LOOK_MS);
  // Its own group already keeps a terminal's Ctrl-C away; a stray one must not cut off others either.
  process.on('SIGINT', () => {});
}

function tell(word: FirstWord): void {
  process.send?.(word);
}
