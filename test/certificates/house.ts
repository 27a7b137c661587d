import { inject } from 'vitest';
import { createVault } from '../../src/adapters/crypto/vault.ts';
import { createMemoryRecords } from '../../src/adapters/memory/records.ts';
import { connectRecords, type Records } from '../../src/adapters/mongo/connection.ts';
import { openKeyStore } from '../../src/adapters/mongo/contact-keys.ts';
import { createEnrolments } from '../../src/adapters/mongo/enrolments.ts';
import { createErasure } from '../../src/adapters/mongo/erasure.ts';
import { certifyingOf } from '../../src/composition/certifying.ts';
import { readConfig } from '../../src/config.ts';
import type { Enrolment } from '../../src/domain/enrolment.ts';
import type { Issuing } from '../../src/usecases/certificates/issue.ts';
import type { NewEnrolment } from '../../src/usecases/enrolment-ports.ts';
import type { Ports } from '../../src/usecases/ports.ts';
import type { Vault } from '../../src/usecases/vault.ts';
import { enrolmentOf } from '../enrolments/enrolment-of.ts';
import { databaseOf } from '../support/test-app.ts';

export const AT = new Date('2026-11-20T14:00:00Z');
export const NOW = new Date('2026-11-27T15:00:00Z');
const LISTED = async () => [{ id: 'cali', name: 'Cámara DEMO', phone: '', hours: '', territories: [] }];

export type Stand = {
  ports: Issuing['ports'] & Pick<Ports, 'enrolments' | 'erasure'>;
  records?: Records;
  vault?: Vault;
  close(): Promise<void>;
};

/** What certificates need, on memory and on real records. */
export const STANDS: Record<string, (secret?: string) => Promise<Stand>> = {
  memory: async () => {
    const { certifying, enrolments, erasure } = createMemoryRecords();
    return { ports: { certifying, enrolments, erasure, chambers: { list: LISTED } }, close: async () => {} };
  },
  records: async (certificateKey = 'a certificate key for tests') => {
    const records = await connectRecords(databaseOf(inject('mongodbUri')), { indexes: true });
    return standOn(records, certificateKey);
  },
};

export async function standOn(records: Records, certificateKey: string): Promise<Stand> {
  const { models } = records;
  const keys = await openKeyStore(records.connection, { indexes: true });
  const vault = createVault('a key for tests only', keys);
  const env = { NODE_ENV: 'test', SECRET_KEY: 's', ENCRYPTION_KEY: 'e', CERTIFICATE_KEY: certificateKey };
  const { config, secrets } = readConfig({ ...env, DATA_DIR: '/tmp/certificates-test' });
  const publicUrl = 'https://bot.example';
  const certifying = certifyingOf({ config, secrets, publicUrl, models, vault, clock: () => NOW });
  const enrolments = createEnrolments(models, vault);
  const erasure = createErasure(models, vault);
  return {
    ports: { certifying, enrolments, erasure, chambers: { list: LISTED } },
    records,
    vault,
    close: records.close,
  };
}

/** An enrolment that has earned its certificate. */
export async function earned(
  { enrolments }: Pick<Stand['ports'], 'enrolments'>,
  change: Partial<NewEnrolment> & { minutes?: number } = {},
): Promise<Enrolment> {
  const { minutes = 2520, ...given } = change;
  const { enrolment } = await enrolments.enrol(enrolmentOf({ stage: 'closing-event', ...given }));
  const credit = { key: 'all', minutes, at: AT, by: 'advisor-1', reason: 'sessions' };
  await enrolments.credit(enrolment.id, credit);
  return enrolment;
}
