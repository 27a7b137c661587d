import { createCalendar } from '../adapters/calendar/calendar.ts';
import { loadRetention } from '../adapters/files/retention-file.ts';
import { createAudit } from '../adapters/mongo/audit.ts';
import type { Records } from '../adapters/mongo/connection.ts';
import { ownersBefore } from '../adapters/mongo/contact-keys.ts';
import { createRetentionRecords } from '../adapters/mongo/retention.ts';
import type { Config } from '../config.ts';
import type { Ports } from '../usecases/ports.ts';
import type { Retaining } from '../usecases/retention/retaining.ts';
import type { Vault } from '../usecases/vault.ts';
import { FOLDERS } from './paths.ts';

/** Ending what is past its term, over the house's own records. */
export function retainingOf(parts: {
  ports: Ports;
  records: Records;
  vault: Vault;
  config: Config;
}): Retaining {
  const { ports, vault, config } = parts;
  const { models, connection } = parts.records;
  return {
    ports,
    records: createRetentionRecords({ models, vault, owners: ownersBefore(connection) }),
    audit: createAudit(models),
    retention: loadRetention(FOLDERS.data),
    calendar: createCalendar(config.timeZone),
  };
}
