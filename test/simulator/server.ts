import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import helmet from 'helmet';
import type { SimulatorPorts } from '../../src/http/simulator/ports.ts';
import { createSimulatorRouter } from '../../src/http/simulator/router.ts';

export type SimulatorServer = { url: string; port: number; close(): Promise<void> };

/** The router as the product mounts it: at /simulator, under a policy that allows no inline code. */
export async function startSimulator(
  ports: SimulatorPorts,
  { port = 0, heartbeatMs = 200 }: { port?: number; heartbeatMs?: number } = {},
): Promise<SimulatorServer> {
  const app = express();
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: { defaultSrc: ["'self'"], objectSrc: ["'none'"] },
      },
    }),
  );
  app.use('/simulator', createSimulatorRouter(ports, { heartbeatMs }));
  const server: Server = createServer(app).listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}/simulator`,
    port: address.port,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
