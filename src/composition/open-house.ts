import { constants } from 'node:os';
import { createLog } from '../adapters/pino/log.ts';
import { readConfig } from '../config.ts';
import { startServices } from '../embedded/services.ts';
import { createHouse, type House } from './house.ts';

/** The house without its doors, for a command: beside a running server (its services are found) or alone. */
export async function openHouse(env: NodeJS.ProcessEnv): Promise<{ house: House; close(): Promise<void> }> {
  const { config, secrets } = readConfig({ LOG_LEVEL: 'warn', ...env });
  const log = createLog(config.logLevel);
  const services = await startServices(config);
  try {
    const publicUrl = config.publicUrl ?? `http://localhost:${config.port}`;
    const house = await createHouse({ config, secrets, services, publicUrl, log, overrides: {} });
    return {
      house,
      async close() {
        await house.close();
        await services.close();
      },
    };
  } catch (error) {
    await services.close();
    throw error;
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Runs a command in an open house and closes it whatever happens. */
export async function inHouse(work: (house: House) => Promise<void>): Promise<void> {
  const { house, close } = await openHouse(process.env);
  const stop = (signal: NodeJS.Signals) => {
    close().finally(() => process.exit(128 + constants.signals[signal]));
  };
  for (const signal of SIGNALS) process.once(signal, stop);
  try {
    await work(house);
  } finally {
    await close();
    for (const signal of SIGNALS) process.off(signal, stop);
  }
}
