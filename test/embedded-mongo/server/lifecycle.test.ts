import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MongoClient } from 'mongodb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findEmbeddedMongo } from '../../../src/embedded/mongo/find-server.ts';
import { createEmbeddedServer } from '../../../src/embedded/mongo/server.ts';
import { startEmbeddedMongo } from '../../../src/embedded/mongo/start.ts';
import { refusal, temporaryDirectory } from '../support.ts';

const START = fileURLToPath(new URL('../../../src/embedded/mongo/start.ts', import.meta.url));
let dataDir: string;
const pid = async () => JSON.parse(await readFile(join(dataDir, 'mongo', 'server.json'), 'utf8')).pid;

beforeEach(async () => {
  dataDir = await temporaryDirectory();
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

test('records are there again after a restart', async () => {
  const first = await startEmbeddedMongo({ dataDir });
  await withClient(first.uri, async (client) => {
    await client.db('a').collection('c').createIndex({ n: 1 }, { unique: true });
    await client.db('a').collection('c').insertOne({ n: 1 });
  });
  await first.close();
  expect(await findEmbeddedMongo(dataDir)).toBeNull();

  const second = await startEmbeddedMongo({ dataDir });
  await withClient(second.uri, async (client) => {
    expect(await client.db('a').collection('c').countDocuments({ n: 1 })).toBe(1);
    expect((await refusal(client.db('a').collection('c').insertOne({ n: 1 }))).code).toBe(11000);
  });
  await second.close();
});

test('who starts again joins the living server, and its owner leaving does not cut it off', async () => {
  const owner = await startEmbeddedMongo({ dataDir });
  const guest = await startEmbeddedMongo({ dataDir });
  expect(guest.uri).toBe(owner.uri);
  const server = await pid();
  expect(await findEmbeddedMongo(dataDir)).toEqual({ uri: owner.uri, port: owner.port });
  await owner.close();
  await withClient(guest.uri, async (client) => {
    expect(await client.db('a').command({ ping: 1 })).toEqual({ ok: 1 });
  });
  await guest.close();
  await expect.poll(() => isAlive(server), { timeout: 10_000 }).toBe(false);
});

test('two starts at once share one server', async () => {
  const [one, other] = await Promise.all([startEmbeddedMongo({ dataDir }), startEmbeddedMongo({ dataDir })]);
  expect(one.uri).toBe(other.uri);
  await Promise.all([one.close(), other.close()]);
});

test('a second server on the directory is refused, and told why', async () => {
  const first = await startEmbeddedMongo({ dataDir });
  const error = await refusal(createEmbeddedServer({ dataDir, port: 0, onFault: () => {} }));
  expect(error.message).toContain(join(dataDir, 'mongo', 'records.sqlite'));
  expect(error.message).toContain('in use by another server process');
  await first.close();
});

test('a server whose users all died goes by itself', async () => {
  const starter = `import { startEmbeddedMongo } from ${JSON.stringify(START)};
    await startEmbeddedMongo({ dataDir: process.argv[1] }); console.log('ready'); setInterval(() => {}, 1000);`;
  const user = spawn(process.execPath, ['--input-type=module', '-e', starter, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(user.stdout, 'data');
  const server = await pid();
  user.kill('SIGKILL');
  await once(user, 'exit');
  expect(isAlive(server)).toBe(true);
  await expect.poll(() => isAlive(server), { timeout: 10_000 }).toBe(false);
});

test('kill -9 leaves nothing that stands in the way', async () => {
  const killed = await startEmbeddedMongo({ dataDir });
  process.kill(await pid(), 'SIGKILL');
  await expect.poll(() => findEmbeddedMongo(dataDir)).toBeNull();
  const next = await startEmbeddedMongo({ dataDir });
  await withClient(next.uri, async (client) => {
    expect(await client.db('a').command({ ping: 1 })).toEqual({ ok: 1 });
  });
  await killed.close();
  await next.close();
});

test('a port that is somebody else’s is not taken for ours', async () => {
  const other = await temporaryDirectory();
  const stranger = await createEmbeddedServer({ dataDir: other, port: 0, onFault: () => {} });
  const own = await startEmbeddedMongo({ dataDir });
  await own.close();
  await writeFile(join(dataDir, 'mongo', 'server.json'), JSON.stringify({ port: stranger.port, pid: 1 }));
  expect(await findEmbeddedMongo(dataDir)).toBeNull();
  await stranger.close();
  await rm(other, { recursive: true, force: true });
});

function isAlive(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch {
    return false;
  }
}

async function withClient(uri: string, use: (client: MongoClient) => Promise<void>): Promise<void> {
  const client = await new MongoClient(uri).connect();
  try {
    await use(client);
  } finally {
    await client.close();
  }
}
