import { open, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEmbeddedServer } from '../../../src/embedded/mongo/server.ts';
import { startEmbeddedMongo } from '../../../src/embedded/mongo/start.ts';
import { refusal, temporaryDirectory } from '../support.ts';

let dataDir: string;
let path: string;
const start = () => createEmbeddedServer({ dataDir, port: 0, onFault: () => {} });

beforeEach(async () => {
  dataDir = await temporaryDirectory();
  path = join(dataDir, 'mongo', 'records.sqlite');
  const server = await startEmbeddedMongo({ dataDir });
  const client = await new MongoClient(server.uri).connect();
  await client
    .db('a')
    .collection('c')
    .insertMany(Array.from({ length: 2_000 }, (_, n) => ({ n, text: 'x'.repeat(100) })));
  await client.close();
  await server.close();
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

test.each([
  { title: 'garbage', spoil: () => writeFile(path, 'not a database, sorry '.repeat(500)) },
  { title: 'cut to nothing', spoil: () => truncate(path, 0) },
  { title: 'cut in half', spoil: async () => truncate(path, Math.floor((await stat(path)).size / 2)) },
  { title: 'cut within a page', spoil: async () => truncate(path, (await stat(path)).size - 1_000) },
  { title: 'overwritten in the middle', spoil: () => overwrite(0.5, Buffer.alloc(16_384, 0xab)) },
  {
    title: 'gone, but for its log',
    spoil: async () => {
      await rm(path);
      await writeFile(`${path}-wal`, 'x');
    },
  },
  { title: 'of another program', spoil: async () => overwriteAt(68, Buffer.from([1, 2, 3, 4])) },
])('a file that is $title is refused with its path and what to do', async ({ spoil }) => {
  await spoil();
  const { message } = await refusal(start());
  expect(message).toContain(path);
  expect(message).toContain('Put back a copy of the directory, or move it away');
});

test('a changed byte in a document is noticed when it is read, the rest stays readable', async () => {
  await flipOneLetter();
  const server = await start();
  const client = await new MongoClient(`mongodb://127.0.0.1:${server.port}`).connect();
  const collection = client.db('a').collection('c');
  expect((await refusal(collection.find({ text: 'none' }).toArray())).message).toContain('damaged');
  expect(await collection.estimatedDocumentCount()).toBe(2_000);
  await client.close();
  await server.close();
});

test('a server that was closed leaves one file', async () => {
  expect(await readdir(join(dataDir, 'mongo'))).toEqual(['records.sqlite']);
});

async function overwrite(place: number, bytes: Buffer): Promise<void> {
  const { size } = await stat(path);
  await overwriteAt(Math.floor(size * place), bytes);
}

async function overwriteAt(position: number, bytes: Buffer): Promise<void> {
  const file = await open(path, 'r+');
  await file.write(bytes, 0, bytes.length, position);
  await file.close();
}

async function flipOneLetter(): Promise<void> {
  const file = await open(path, 'r+');
  const all = await file.readFile();
  await file.write(Buffer.from('y'), 0, 1, all.lastIndexOf('x'.repeat(100)) + 50);
  await file.close();
}
