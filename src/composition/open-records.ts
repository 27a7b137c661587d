import { createVault } from '../adapters/crypto/vault.ts';
import { connectRecords, type Records } from '../adapters/mongo/connection.ts';
import { type Config, readConfig } from '../config.ts';
import { startServices } from '../embedded/services.ts';
import type { Vault } from '../usecases/vault.ts';

export type OpenRecords = { config: Config; records: Records; vault: Vault };

/** The records alone, for a command that only looks: beside a running server or without one. */
export async function inRecords(work: (open: OpenRecords) => Promise<void>): Promise<void> {
  const { config, secrets } = readConfig({ LOG_LEVEL: 'warn', ...process.env });
  const services = await startServices(config);
  try {
    const records = await connectRecords(services.mongodbUri, { indexes: false });
    try {
      await work({ config, records, vault: createVault(secrets.encryptionKey) });
    } finally {
      await records.close();
    }
  } finally {
    await services.close();
  }
}
