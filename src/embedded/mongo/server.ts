import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { Cursors } from './commands/cursors.ts';
import { dispatch } from './commands/dispatch.ts';
import { serverFile } from './server-file.ts';
import { removeExpired } from './storage/expiry.ts';
import { Store } from './storage/store.ts';
import { serveConnection } from './wire/connection.ts';

export interface EmbeddedServer {
  port: number;
  connections(): number;
  close(): Promise<void>;
}

export interface ServerOptions {
  dataDir: string;
  port: number;
  /** How often expired documents are removed. */
  expiryIntervalMs?: number;
  onFault: (error: unknown) => void;
}

/** MongoDB's own pass is once a minute; a small data set can afford to be prompt. */
const DEFAULT_EXPIRY_MS = 1_000;

/** Connections waiting to be accepted; the system's own limit may be lower. */
const BACKLOG = 4_096;

/** Opens the data directory and listens on loopback. Commands run one after another, each to its end. */
export async function createEmbeddedServer(options: ServerOptions): Promise<EmbeddedServer> {
  const store = new Store(join(options.dataDir, 'mongo'));
  const cursors = new Cursors();
  const sockets = new Set<Socket>();
  let lastConnection = 0;
  const server = createServer((socket) => {
    const connectionId = ++lastConnection;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    const { dataDir, onFault } = options;
    serveConnection(socket, (request) =>
      dispatch({ store, cursors, dataDir, onFault }, request, connectionId),
    );
  });
  const sweep = setInterval(() => {
    try {
      removeExpired(store, new Date());
      cursors.forgetIdle(Date.now());
    } catch (error) {
      options.onFault(error);
    }
  }, options.expiryIntervalMs ?? DEFAULT_EXPIRY_MS);
  const close = async () => {
    clearInterval(sweep);
    const closed = server.listening ? once(server, 'close') : null;
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
    rmSync(serverFile(options.dataDir), { force: true });
    store.close();
  };
  try {
    server.listen({ port: options.port, host: '127.0.0.1', backlog: BACKLOG });
    await once(server, 'listening');
  } catch (error) {
    await close();
    throw error;
  }
  const { port } = server.address() as AddressInfo;
  writeFileSync(serverFile(options.dataDir), JSON.stringify({ port, pid: process.pid }));
  return { port, connections: () => sockets.size, close };
}
