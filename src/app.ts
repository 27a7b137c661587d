import { createServer, type RequestListener, type Server } from 'node:http';
import { createLog } from './adapters/pino/log.ts';
import { createDoors } from './composition/doors.ts';
import { createHouse, type House, type Overrides } from './composition/house.ts';
import type { Config, Secrets } from './config.ts';
import { startServices } from './embedded/services.ts';
import { listen } from './http/listen.ts';

export type App = { url: string; house: House; close(): Promise<void> };

/** Who sends a request drop by drop is cut off; Twilio sends one at once. */
const PATIENCE = { headersTimeout: 5_000, requestTimeout: 20_000, connectionsCheckingInterval: 1_000 };

/** How long requests under way may take at the end; live views are cut then. */
const DRAIN_MS = 3_000;

/** Everything alive: services, use cases, doors, sweep. `overrides` is the one seam for tests. */
export async function startApp(config: Config, secrets: Secrets, overrides: Overrides = {}): Promise<App> {
  const log = overrides.log ?? createLog(config.logLevel);
  const server = createServer(PATIENCE);
  const closing: (() => Promise<void>)[] = [];
  const close = async () => {
    await stop(server);
    for (const end of closing.splice(0).reverse()) await end();
  };
  try {
    const services = await startServices(config);
    closing.push(() => services.close());
    server.on('request', answerEarly);
    const port = await listen(server, config);
    const url = config.publicUrl ?? `http://localhost:${port}`;
    const house = await createHouse({ config, secrets, services, publicUrl: url, log, overrides });
    closing.push(() => house.close());
    server.off('request', answerEarly).on('request', createDoors(house));
    house.start();
    log.info('started', { port, environment: config.environment, embedded: services.embedded.join() });
    return { url, house, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** While the house is being opened, a webhook is told to come again instead of being left waiting. */
const answerEarly: RequestListener = (_request, response) => {
  response.writeHead(503, { 'Retry-After': '2', 'Content-Type': 'text/plain' }).end('Starting.');
};

function stop(server: Server): Promise<void> {
  if (!server.listening) return Promise.resolve();
  const late = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  return new Promise((resolve) => {
    server.close(() => {
      clearTimeout(late);
      resolve();
    });
    server.closeIdleConnections();
  });
}
