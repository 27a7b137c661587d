import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { resolve } from 'node:path';
import { MongoClient } from 'mongodb';
import { serverFile } from './server-file.ts';

/** A live server on loopback answers at once; anything slower is not ours. */
const ASK_TIMEOUT_MS = 2_000;

export interface FoundServer {
  uri: string;
  port: number;
}

/** A server with a connection held open, which keeps it from ending meanwhile. */
export interface HeldServer extends FoundServer {
  pid: number;
  release(): Promise<void>;
}

/** The live server of a data directory; null where none answers. */
export async function findEmbeddedMongo(dataDir: string): Promise<FoundServer | null> {
  const held = await holdServer(dataDir);
  if (!held) return null;
  await held.release();
  return { uri: held.uri, port: held.port };
}

/** Recognises the server by what it answers: a port in a file may be anybody's by now. */
export async function holdServer(dataDir: string): Promise<HeldServer | null> {
  const noted = await readNote(dataDir);
  if (noted === null || !(await listens(noted.port))) return null;
  const { port, pid } = noted;
  const uri = uriOf(port);
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: ASK_TIMEOUT_MS, connectTimeoutMS: ASK_TIMEOUT_MS });
  try {
    const { dataDirectory } = await client.db('admin').command({ buildInfo: 1 }, { timeoutMS: ASK_TIMEOUT_MS });
    if (dataDirectory === resolve(dataDir)) return { uri, port, pid, release: () => client.close() };
  } catch {
    // Nobody there, or somebody else.
  }
  await client.close();
  return null;
}

/** The driver would try a closed port again until its time is up; a plain socket knows at once. */
async function listens(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

export function uriOf(port: number): string {
  return `mongodb://127.0.0.1:${port}`;
}

async function readNote(dataDir: string): Promise<{ port: number; pid: number } | null> {
  try {
    const { port, pid } = JSON.parse(await readFile(serverFile(dataDir), 'utf8'));
    return Number.isInteger(port) && Number.isInteger(pid) ? { port, pid } : null;
  } catch {
    return null;
  }
}
