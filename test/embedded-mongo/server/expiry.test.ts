import { type Document, MongoClient } from 'mongodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryServer } from '../support.ts';

let server: Awaited<ReturnType<typeof temporaryServer>>;
let client: MongoClient;

beforeAll(async () => {
  server = await temporaryServer({ expiryIntervalMs: 50 });
  client = await new MongoClient(server.uri).connect();
});
afterAll(async () => {
  await client.close();
  await server.close();
});

test('documents past their date go, others stay', async () => {
  const collection = client.db('a').collection<Document>('c');
  await collection.createIndex({ at: 1 }, { expireAfterSeconds: 60 });
  const past = new Date(Date.now() - 61_000);
  const future = new Date(Date.now() + 60_000);
  const stay = [{ at: new Date() }, { at: future }, { at: 'no date' }, {}, { at: [future] }].map(
    (each, i) => ({ _id: i as never, ...each }),
  );
  await collection.insertMany([...stay, { at: past }, { at: [future, past] }]);
  await expect.poll(() => collection.countDocuments()).toBe(stay.length);
  expect(await collection.distinct('_id')).toEqual([0, 1, 2, 3, 4]);
});

test('a partial index lets only its documents go', async () => {
  const collection = client.db('a').collection<Document>('holds');
  await collection.createIndex(
    { until: 1 },
    { expireAfterSeconds: 0, partialFilterExpression: { held: true } },
  );
  const until = new Date(Date.now() - 1_000);
  await collection.insertMany([
    { held: true, until },
    { _id: 1 as never, held: false, until },
  ]);
  await expect.poll(() => collection.countDocuments()).toBe(1);
});
