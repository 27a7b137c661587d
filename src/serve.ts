import { type App, startApp } from './app.ts';
import { fillIfNew } from './composition/demo.ts';
import type { Overrides } from './composition/house.ts';
import { explain } from './composition/plain-faults.ts';
import { readConfig } from './config.ts';

/** Starts the app as a process: says where it is, ends on a signal, and says plainly why it does not start. */
export async function serve(env: NodeJS.ProcessEnv, overrides: Overrides = {}): Promise<void> {
  try {
    const { config, secrets } = readConfig(env);
    const starting = startApp(config, secrets, overrides);
    closeOnSignal(starting);
    const { url, house } = await starting;
    if (config.environment === 'production') return;
    const demo = await fillIfNew(house);
    console.log(
      `\n  FortaleSER on WhatsApp\n  Simulator: ${url}/simulator\n  Console:   ${url}/console   (accounts: npm run -s cli -- accounts add NAME --role admin)\n  Data:      ${config.dataDir}${demo ? DEMO : ''}\n`,
    );
  } catch (error) {
    fail(error);
  }
}

const DEMO =
  '   (new: filled with invented chambers, advisors and businesses; enter the simulator as one of data/demo.yaml)';

/** From the first moment on: a start that is broken off takes its services with it. */
function closeOnSignal(starting: Promise<App>): void {
  let closing = false;
  const close = () => {
    if (closing) return;
    closing = true;
    starting.then((app) => app.close()).then(() => process.exit(0), fail);
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, close);
}

function fail(error: unknown): never {
  console.error(explain(error));
  process.exit(1);
}
