import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export type Severable = {
  url: string;
  cut(): void;
  mend(): void;
  /** What the service answers comes so much later. */
  slow(ms: number): void;
  close(): Promise<void>;
};

/** A line to a service that can be cut: connections break, and new ones are closed at once. */
export async function severable(serviceUrl: string): Promise<Severable> {
  const { hostname, port } = new URL(serviceUrl);
  const sockets = new Set<Socket>();
  let whole = true;
  let slowMs = 0;
  const server = createServer((near) => {
    if (!whole) {
      near.destroy();
      return;
    }
    const far = connect(Number(port), hostname);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    near.pipe(far);
    let due = 0;
    far.on('data', (data) => {
      // Never before what was held back earlier.
      due = Math.max(due, Date.now() + slowMs);
      if (due <= Date.now()) near.write(data);
      else setTimeout(() => near.write(data), due - Date.now());
    });
    far.on('end', () => near.end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(serviceUrl);
  url.port = String((server.address() as AddressInfo).port);
  // A replica set would name its members, and the driver would go to them past this line.
  if (url.protocol === 'mongodb:') url.searchParams.set('directConnection', 'true');
  const hangUp = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: url.href,
    cut() {
      whole = false;
      hangUp();
    },
    mend() {
      whole = true;
    },
    slow(ms) {
      slowMs = ms;
    },
    async close() {
      hangUp();
      server.close();
    },
  };
}
