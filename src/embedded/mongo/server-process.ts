import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createEmbeddedServer } from './server.ts';
import type { FirstWord } from './start.ts';
import { DataFileError } from './storage/file.ts';

/** The process that startEmbeddedMongo starts: it ends on SIGTERM once nobody is connected any more. */

/** How often a server that was asked to stop looks whether others still use it. */
const LINGER_MS = 50;

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '.data' },
    port: { type: 'string', default: '0' },
    'expiry-interval': { type: 'string' },
  },
});

try {
  tell({ kind: 'ready', port: await serve() });
} catch (error) {
  const reason = (error as Error).message;
  tell({ kind: 'failed', reason, inUse: error instanceof DataFileError && error.inUse });
  process.exitCode = 1;
}

async function serve(): Promise<number> {
  const interval = values['expiry-interval'];
  const server = await createEmbeddedServer({
    dataDir: resolve(values.data),
    port: Number(values.port),
    expiryIntervalMs: interval === undefined ? undefined : Number(interval),
    onFault: (error) => console.error(error),
  });
  let leaving = false;
  process.on('SIGTERM', async () => {
    // Everyone who leaves asks; the first one's word holds.
    if (leaving) return;
    leaving = true;
    while (server.connections() > 0) await new Promise((wake) => setTimeout(wake, LINGER_MS));
    await server.close();
  });
  // Its own group already keeps a terminal's Ctrl-C away; a stray one must not cut off others either.
  process.on('SIGINT', () => {});
  return server.port;
}

function tell(word: FirstWord): void {
  process.send?.(word);
}
