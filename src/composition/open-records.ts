import { createVault } from '../adapters/crypto/vault.ts';
import { createAudit } from '../adapters/mongo/audit.ts';
import { createChambers } from '../adapters/mongo/chambers.ts';
import { connectRecords, type Records } from '../adapters/mongo/connection.ts';
import { createConsents } from '../adapters/mongo/consents.ts';
import { openKeyStore } from '../adapters/mongo/contact-keys.ts';
import { createContacts } from '../adapters/mongo/contacts.ts';
import { createEnrolments } from '../adapters/mongo/enrolments.ts';
import { createEventStores } from '../adapters/mongo/events.ts';
import { createHandoffs } from '../adapters/mongo/handoffs.ts';
import { createSessionStores } from '../adapters/mongo/sessions.ts';
import { type Config, readConfig } from '../config.ts';
import { startRecords } from '../embedded/services.ts';
import { auditedEnrolments } from '../usecases/enrolments/audited.ts';
import type { EventPorts } from '../usecases/event-ports.ts';
import type { Ports } from '../usecases/ports.ts';
import type { SessionPorts } from '../usecases/session-ports.ts';
import type { Vault } from '../usecases/vault.ts';
import { certifyingOf } from './certifying.ts';
import { untilDone } from './until-done.ts';

export type OpenRecords = Pick<
  Ports,
  'contacts' | 'handoffs' | 'chambers' | 'consents' | 'enrolments' | 'certifying'
> &
  SessionPorts &
  EventPorts & {
    config: Config;
    records: Records;
    vault: Vault;
  };

/** Runs a command that only reads and writes records: nothing that talks is loaded for it. */
export async function inRecords(work: (open: OpenRecords) => Promise<void>): Promise<void> {
  const { config, secrets } = readConfig({ LOG_LEVEL: 'warn', ...process.env });
  const server = await startRecords(config);
  const records = await connectRecords(server.uri, { indexes: true }).catch(async (error: unknown) => {
    await server.close();
    throw error;
  });
  const vault = createVault(secrets.encryptionKey, await openKeyStore(records.connection, { indexes: true }));
  const clock = () => new Date();
  const open = {
    config,
    records,
    vault,
    contacts: createContacts(records.models, vault, config.defaultLocale),
    handoffs: createHandoffs(records.models),
    chambers: createChambers(records.models),
    consents: createConsents(records.models, vault),
    ...createSessionStores(records.models, vault),
    ...createEventStores(records.models),
    certifying: certifyingOf({
      config,
      secrets,
      publicUrl: config.publicUrl ?? `http://localhost:${config.port}`,
      models: records.models,
      vault,
      clock,
    }),
    enrolments: auditedEnrolments(
      createEnrolments(records.models, vault),
      createAudit(records.models),
      clock,
    ),
  };
  await untilDone(
    () => work(open),
    async () => {
      await records.close();
      await server.close();
    },
  );
}
