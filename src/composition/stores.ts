import type { Redis } from 'ioredis';
import { createBusinessDays } from '../adapters/calendar/business-days.ts';
import { createPersonalLinks } from '../adapters/crypto/personal-links.ts';
import { createSessionLinks } from '../adapters/crypto/session-links.ts';
import { createAudit } from '../adapters/mongo/audit.ts';
import { createChambers } from '../adapters/mongo/chambers.ts';
import { isMongoOutage, type Records } from '../adapters/mongo/connection.ts';
import { createConsents } from '../adapters/mongo/consents.ts';
import { createContacts } from '../adapters/mongo/contacts.ts';
import { createDataRequests } from '../adapters/mongo/data-requests.ts';
import { createEnrolments } from '../adapters/mongo/enrolments.ts';
import { createErasure } from '../adapters/mongo/erasure.ts';
import { createEventStores } from '../adapters/mongo/events.ts';
import { createGaps } from '../adapters/mongo/gaps.ts';
import { createHandoffs } from '../adapters/mongo/handoffs.ts';
import { createInbound } from '../adapters/mongo/inbound.ts';
import { createNotices } from '../adapters/mongo/notices.ts';
import { createOutbound } from '../adapters/mongo/outbound.ts';
import { createScreenings } from '../adapters/mongo/screenings.ts';
import { createSessionStores } from '../adapters/mongo/sessions.ts';
import { createSnapshots } from '../adapters/mongo/snapshots.ts';
import { isRedisOutage } from '../adapters/redis/connection.ts';
import { createConversations } from '../adapters/redis/conversations.ts';
import { createLocks } from '../adapters/redis/locks.ts';
import { withNoticeMarks } from '../adapters/redis/notices.ts';
import type { LiveSignals } from '../adapters/redis/signals.ts';
import { auditedEnrolments } from '../usecases/enrolments/audited.ts';
import type { Jobs } from '../usecases/job-ports.ts';
import type { Ports } from '../usecases/ports.ts';
import type { Vault } from '../usecases/vault.ts';
import { certifyingOf } from './certifying.ts';
import type { Channels } from './channels.ts';
import type { HouseParts } from './house.ts';

/** Every port on the real Redis and the real records. */
export function createPorts(stand: {
  parts: HouseParts;
  records: Records;
  redis: Redis;
  signals: LiveSignals;
  vault: Vault;
  channels: Channels;
  jobs: Jobs;
}): Ports {
  const { parts, records, redis, signals, vault, channels, jobs } = stand;
  const { models } = records;
  const sealing = { vault, defaultLocale: parts.config.defaultLocale };
  const clock = parts.overrides.clock ?? (() => new Date());
  return {
    contacts: createContacts(models, vault, parts.config.defaultLocale),
    inbound: createInbound(models, vault),
    outbound: createOutbound(models, vault),
    conversations: createConversations(redis, createSnapshots(models, sealing), sealing),
    locks: createLocks(redis, parts.overrides.lockMs),
    handoffs: createHandoffs(models),
    consents: createConsents(models, vault),
    dataRequests: createDataRequests(models, vault),
    erasure: createErasure(models, vault, clock),
    personalLinks: createPersonalLinks(parts.secrets.secretKey, parts.publicUrl),
    sessionLinks: createSessionLinks(parts.secrets.secretKey, parts.publicUrl),
    businessDays: createBusinessDays(parts.config.timeZone),
    screenings: createScreenings(models, vault),
    chambers: createChambers(models),
    gaps: createGaps(models, vault),
    ...createSessionStores(models, vault),
    ...createEventStores(models),
    enrolments: auditedEnrolments(createEnrolments(models, vault), createAudit(models), clock),
    certifying: certifyingOf({ ...parts, models, vault, clock }),
    notices: withNoticeMarks(redis, createNotices(models, vault)),
    jobs,
    channel: channels.get,
    signals,
    clock,
    log: parts.log,
    isOutage: (error) => isMongoOutage(error) || isRedisOutage(error),
  };
}
