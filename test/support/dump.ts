import type { Redis } from 'ioredis';
import { keysDatabase } from '../../src/adapters/mongo/contact-keys.ts';
import type { House } from '../../src/composition/house.ts';
import type { Vault } from '../../src/usecases/vault.ts';

export type Kept = { name: string; document: Record<string, unknown> };

/** Every document of both databases and every key of Redis, as whoever stole the disks would read them. */
export async function dumpOf({ records, redis }: House): Promise<Kept[]> {
  const { connection, models } = records;
  const kept: Kept[] = [];
  for (const name of Object.keys(models).filter((one) => one !== 'flowVersions'))
    for await (const document of connection.collection(name).find()) kept.push({ name, document });
  const keys = connection.getClient().db(keysDatabase(connection));
  for await (const document of keys.collection('contactKeys').find())
    kept.push({ name: 'contactKeys', document });
  for (const key of await redis.keys('*'))
    kept.push({ name: 'redis', document: { key, value: await contentOf(redis, key) } });
  return kept;
}

async function contentOf(redis: Redis, key: string): Promise<unknown> {
  const type = await redis.type(key);
  if (type === 'string') return await redis.get(key);
  if (type === 'hash') return await redis.hgetall(key);
  if (type === 'list') return await redis.lrange(key, 0, -1);
  if (type === 'set') return await redis.smembers(key);
  if (type === 'zset') return await redis.zrange(key, '0', '-1');
  if (type === 'stream') return await redis.xrange(key, '-', '+');
  return type;
}

/** The same with every seal broken that these keys break. */
export async function unsealed(vault: Pick<Vault, 'read'>, kept: Kept[]): Promise<string> {
  const open = async (value: unknown): Promise<unknown> => {
    if (typeof value === 'string')
      return await vault.read(value).then(
        (opened) => (opened.kind === 'opened' ? opened.text : value),
        () => value,
      );
    if (Array.isArray(value)) return await Promise.all(value.map(open));
    if (value === null || typeof value !== 'object' || value instanceof Date) return value;
    const fields = Object.entries(value).map(async ([name, field]) => [name, await open(field)] as const);
    return Object.fromEntries(await Promise.all(fields));
  };
  return JSON.stringify(await open(kept)).toLowerCase();
}
