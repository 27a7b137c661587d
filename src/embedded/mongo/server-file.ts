import { join } from 'node:path';

/** Where a running server leaves its port; a hint to be checked by asking, never a lock. */
export function serverFile(dataDir: string): string {
  return join(dataDir, 'mongo', 'server.json');
}
