import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { expect, test } from 'vitest';
import { startEmbeddedMongo } from '../../../src/embedded/mongo/start.ts';
import { temporaryDirectory } from '../support.ts';

const WRITES = 10_000;
const WRITERS = 10;

test('kill -9 during 10 000 writes loses none that was acknowledged', async () => {
  const dataDir = await temporaryDirectory();
  const server = await startEmbeddedMongo({ dataDir });
  const client = await new MongoClient(server.uri, { serverSelectionTimeoutMS: 500 }).connect();
  const collection = client.db('a').collection<{ _id: number }>('c');
  await collection.createIndex({ twin: 1 });
  const acknowledged: number[] = [];
  let next = 0;
  const writer = async () => {
    while (next < WRITES) {
      const _id = next++;
      await collection.insertOne({ _id, twin: _id } as never);
      acknowledged.push(_id);
      if (acknowledged.length === WRITES / 4) process.kill(await pidOf(dataDir), 'SIGKILL');
    }
  };
  const writers = await Promise.allSettled(Array.from({ length: WRITERS }, writer));
  await client.close(true);
  expect(writers.every(({ status }) => status === 'rejected')).toBe(true);
  expect(acknowledged.length).toBeGreaterThanOrEqual(WRITES / 4);

  const again = await startEmbeddedMongo({ dataDir });
  const reader = await new MongoClient(again.uri).connect();
  const stored = await reader
    .db('a')
    .collection('c')
    .find({}, { projection: { _id: 1 } })
    .map(({ _id }) => Number(_id))
    .toArray();
  const indexed = await reader
    .db('a')
    .collection('c')
    .countDocuments({ twin: { $gte: 0 } });
  const kept = new Set(stored);
  expect(acknowledged.filter((_id) => !kept.has(_id))).toEqual([]);
  expect(indexed).toBe(stored.length);
  await reader.close();
  await again.close();
  await rm(dataDir, { recursive: true, force: true });
});

async function pidOf(dataDir: string): Promise<number> {
  return JSON.parse(await readFile(join(dataDir, 'mongo', 'server.json'), 'utf8')).pid;
}
