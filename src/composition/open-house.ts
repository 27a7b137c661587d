import { createLog } from '../adapters/pino/log.ts';
import { readConfig } from '../config.ts';
import { startServices } from '../embedded/services.ts';
import { createHouse, type House } from './house.ts';
import { untilDone } from './until-done.ts';

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

/** Runs a command in an open house and closes it whatever happens. */
export async function inHouse(work: (house: House) => Promise<void>): Promise<void> {
  const { house, close } = await openHouse(process.env);
  await untilDone(() => work(house), close);
}
