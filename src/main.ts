import { startApp } from './app.ts';
import { explain } from './composition/plain-faults.ts';
import { readConfig } from './config.ts';

try {
  const { config, secrets } = readConfig(process.env);
  const starting = startApp(config, secrets);
  closeOnSignal(() => starting.then((app) => app.close()));
  const app = await starting;
  if (config.environment !== 'production') {
    console.log(
      `\n  FortaleSER on WhatsApp\n  Simulator: ${app.url}/simulator\n  Data:      ${config.dataDir}\n`,
    );
  }
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}

/** From the first moment on: a start that is broken off takes its services with it. */
function closeOnSignal(close: () => Promise<void>): void {
  let closing = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (closing) return;
      closing = true;
      close().then(
        () => process.exit(0),
        (error: unknown) => {
          console.error(explain(error));
          process.exit(1);
        },
      );
    });
  }
}
