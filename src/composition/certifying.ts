import { createCalendar } from '../adapters/calendar/calendar.ts';
import { createCertificateLinks } from '../adapters/crypto/certificate-links.ts';
import { createCertificateSeal } from '../adapters/crypto/certificate-seal.ts';
import { loadCertificateRule } from '../adapters/files/certificate-rule-file.ts';
import { createAudit } from '../adapters/mongo/audit.ts';
import { createBatches, createCohorts } from '../adapters/mongo/certificate-batches.ts';
import { createCertificateKeys } from '../adapters/mongo/certificate-keys.ts';
import { createCertificates } from '../adapters/mongo/certificates.ts';
import type { Models } from '../adapters/mongo/models.ts';
import { auditedCertificates } from '../usecases/certificates/audited.ts';
import type { Batching } from '../usecases/certificates/batch.ts';
import type { Certifying } from '../usecases/certificates/ports.ts';
import type { Notifying } from '../usecases/notify.ts';
import type { Ports } from '../usecases/ports.ts';
import type { Vault } from '../usecases/vault.ts';
import type { HouseParts } from './house.ts';
import { FOLDERS } from './paths.ts';

/** What certificates stand on, over the records. */
export function certifyingOf(
  parts: Pick<HouseParts, 'config' | 'secrets' | 'publicUrl'> & {
    models: Models;
    vault: Vault;
    clock: () => Date;
  },
): Certifying {
  const { config, secrets, publicUrl, models, vault, clock } = parts;
  const keys = createCertificateKeys(models);
  return {
    certificates: auditedCertificates(createCertificates(models, vault), createAudit(models), clock),
    seal: createCertificateSeal(secrets.certificateKey, keys),
    keys,
    links: createCertificateLinks(secrets.secretKey, publicUrl),
    rule: loadCertificateRule(FOLDERS.data),
    calendar: createCalendar(config.timeZone),
  };
}

/** Certificates of a cohort, issued and sent in the background. */
export function batchingOf(parts: { ports: Ports; notifying: Notifying; models: Models }): Batching {
  const { ports, notifying, models } = parts;
  const { jobs, clock, log, isOutage } = ports;
  return {
    ports,
    notifying,
    batches: createBatches(models),
    cohorts: createCohorts(models),
    jobs,
    clock,
    log,
    isOutage,
  };
}
