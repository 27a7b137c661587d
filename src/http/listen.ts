import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The server cannot listen where it was told to; the message says what to do. */
export class PortFault extends Error {
  override name = 'PortFault' as const;
}

/** Ports tried after one that nobody chose. */
const NEIGHBOURS = 20;

/** Listens, and answers the port: the one chosen, or else the first free one from it on. */
export async function listen(
  server: Server,
  { port, portIsChosen }: { port: number; portIsChosen: boolean },
): Promise<number> {
  const last = portIsChosen ? port : Math.min(port + NEIGHBOURS, MAX_PORT);
  for (let candidate = port; ; candidate++) {
    try {
      server.listen(candidate);
      await once(server, 'listening');
      return (server.address() as AddressInfo).port;
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : '';
      const advice = ADVICE[String(code)];
      if (!advice) throw error;
      if (code !== 'EADDRINUSE' || candidate >= last)
        throw new PortFault(`Port ${candidate} ${advice}`, { cause: error });
    }
  }
}

const MAX_PORT = 65_535;

const ADVICE: Record<string, string> = {
  EADDRINUSE: 'is in use: stop what listens there, or set PORT to another one.',
  EACCES: 'needs more rights than this process has: set PORT to one from 1024 on.',
};
