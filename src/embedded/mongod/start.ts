import { spawn } from 'node:child_process';
import { mkdirSync, openSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { freePort } from '../free-port.ts';

const START_MS = 20_000;
const ASK_MS = 1_000;

/** The `mongod` on this machine, on a free port with its data under `<dataDir>/mongod`. */
export async function startMongod(dataDir: string): Promise<{ uri: string; close(): Promise<void> }> {
  const folder = join(dataDir, 'mongod');
  mkdirSync(folder, { recursive: true });
  const running = await findMongod(folder);
  if (running) return { uri: running, close: async () => undefined };
  const port = await freePort();
  const uri = `mongodb://127.0.0.1:${port}`;
  const log = openSync(join(folder, 'mongod.log'), 'a');
  const options = ['--dbpath', folder, '--port', String(port), '--bind_ip', '127.0.0.1'];
  const child = spawn('mongod', options, { stdio: ['ignore', log, log], detached: true });
  let stopped = false;
  child.once('exit', () => {
    stopped = true;
  });
  child.once('error', () => {
    stopped = true;
  });
  child.unref();
  for (const until = Date.now() + START_MS; !(await pathOf(uri)); ) {
    if (stopped || Date.now() > until)
      throw new Error(`mongod does not start: see ${join(folder, 'mongod.log')}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  writeFileSync(join(folder, 'port'), String(port));
  return {
    uri,
    async close() {
      child.kill('SIGTERM');
    },
  };
}

/** Asked, since a port file may outlive its server. */
async function findMongod(folder: string): Promise<string | null> {
  try {
    const uri = `mongodb://127.0.0.1:${readFileSync(join(folder, 'port'), 'utf8')}`;
    const path = await pathOf(uri);
    return path && realpathSync(path) === realpathSync(folder) ? uri : null;
  } catch {
    return null;
  }
}

async function pathOf(uri: string): Promise<string | null> {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: ASK_MS });
  try {
    const options = await client.db('admin').command({ getCmdLineOpts: 1 });
    return String(options.parsed?.storage?.dbPath ?? '') || null;
  } catch {
    return null;
  } finally {
    await client.close();
  }
}
