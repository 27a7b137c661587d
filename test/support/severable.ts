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
    const held: { data: Buffer; due: number }[] = [];
    // In the order it came, however late a timer is: else an answer would be taken for another question's.
    const pass = () => {
      for (let [first] = held; first && first.due <= Date.now(); [first] = held) {
        near.write(first.data);
        held.shift();
      }
      if (held[0]) setTimeout(pass, held[0].due - Date.now());
    };
    far.on('data', (data) => {
      held.push({ data, due: Date.now() + slowMs });
      if (held.length === 1) pass();
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
