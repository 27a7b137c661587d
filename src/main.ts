import { startApp } from './app.ts';
import { ScriptFault } from './composition/script.ts';
import { readConfig, SettingFault } from './config.ts';

/** What the person who started it can mend is said plainly; anything else shows its stack. */
const PLAIN = [SettingFault, ScriptFault];

try {
  const { config, secrets } = readConfig(process.env);
  const app = await startApp(config, secrets);
  if (config.environment !== 'production') {
    console.log(
      `\n  FortaleSER on WhatsApp\n  Simulator: ${app.url}/simulator\n  Data:      ${config.dataDir}\n`,
    );
  }
  let closing = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (closing) return;
      closing = true;
      app.close().then(
        () => process.exit(0),
        (error: unknown) => {
          console.error(error);
          process.exit(1);
        },
      );
    });
  }
} catch (error) {
  console.error(
    PLAIN.some((kind) => error instanceof kind) && error instanceof Error ? error.message : error,
  );
  process.exit(1);
}
