import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { resolve } from 'node:path';
import { serverFile } from './server-file.ts';
import { encodeRequest, parseReply } from './wire/ask.ts';

/** A live server on loopback answers at once; whoever takes longer is not ours. */
const ASK_TIMEOUT_MS = 2_000;

export interface FoundServer {
  uri: string;
  port: number;
}

/** A server with a connection held open, which keeps it from ending meanwhile. */
export interface HeldServer extends FoundServer {
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
  const port = await notedPort(dataDir);
  if (port === null) return null;
  const socket = connect(port, '127.0.0.1');
  try {
    if ((await askDirectory(socket)) === resolve(dataDir)) {
      // Errors after this point only mean that the server is gone.
      socket.on('error', () => {});
      socket.unref();
      return { uri: uriOf(port), port, release: () => hangUp(socket) };
    }
  } catch {
    // Nobody there, or somebody who speaks otherwise.
  }
  socket.destroy();
  return null;
}

export function uriOf(port: number): string {
  return `mongodb://127.0.0.1:${port}`;
}

async function askDirectory(socket: Socket): Promise<unknown> {
  const signal = AbortSignal.timeout(ASK_TIMEOUT_MS);
  await once(socket, 'connect', { signal });
  socket.write(encodeRequest({ buildInfo: 1, $db: 'admin' }));
  let received = Buffer.alloc(0);
  for (;;) {
    const [chunk] = await once(socket, 'data', { signal });
    received = Buffer.concat([received, chunk]);
    const reply = parseReply(received);
    if (reply) return reply.dataDirectory;
  }
}

async function hangUp(socket: Socket): Promise<void> {
  if (socket.destroyed) return;
  const closed = once(socket, 'close');
  socket.destroy();
  await closed;
}

async function notedPort(dataDir: string): Promise<number | null> {
  try {
    const { port } = JSON.parse(await readFile(serverFile(dataDir), 'utf8'));
    return Number.isInteger(port) ? port : null;
  } catch {
    return null;
  }
}
