import { randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { Uploads } from '../../usecases/console/uploads.ts';
import type { Vault } from '../../usecases/vault.ts';

/** As long as somebody looks through what a file would do. */
const KEPT_MS = 30 * 60_000;

/** Files on their way into the records: sealed, under a random id, for a while only. */
export function createUploads(redis: Redis, vault: Pick<Vault, 'seal' | 'open'>): Uploads {
  const keyOf = (id: string, by: string) => `upload:${by}:${id}`;
  return {
    async keep(upload, by) {
      const id = randomBytes(16).toString('hex');
      await redis.set(keyOf(id, by), vault.seal(JSON.stringify(upload)), 'PX', KEPT_MS);
      return id;
    },
    async get(id, by) {
      const found = await redis.get(keyOf(id, by));
      return found === null ? null : JSON.parse(vault.open(found));
    },
  };
}
