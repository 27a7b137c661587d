import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { MongoClient } from 'mongodb';
import { expect, test } from 'vitest';
import { findEmbeddedMongo } from '../../../src/embedded/mongo/find-server.ts';
import { temporaryDirectory } from '../support.ts';

const COMMAND = fileURLToPath(new URL('../../../src/cli/embedded-mongo.ts', import.meta.url));

test('the command prints its address and nothing else, serves, and ends on SIGTERM', async () => {
  const dataDir = await temporaryDirectory();
  const run = `import { embeddedMongo } from ${JSON.stringify(COMMAND)}; await embeddedMongo(process.argv.slice(1));`;
  const child = spawn(process.execPath, [
    '--input-type=module',
    '-e',
    run,
    '--',
    '--port',
    '0',
    '--data',
    dataDir,
  ]);
  const errors: Buffer[] = [];
  child.stderr.on('data', (chunk) => errors.push(chunk));
  const [line] = await once(child.stdout, 'data');
  const uri = String(line).trim();
  expect(uri).toMatch(/^mongodb:\/\/127\.0\.0\.1:\d+$/);
  expect((await findEmbeddedMongo(dataDir))?.uri).toBe(uri);
  const client = await new MongoClient(uri).connect();
  await client.db('a').collection('c').insertOne({});
  await client.close();
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(Buffer.concat(errors).toString()).toBe('');
  await rm(dataDir, { recursive: true, force: true });
});
