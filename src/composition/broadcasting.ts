import type { Redis } from 'ioredis';
import { createCalendar } from '../adapters/calendar/calendar.ts';
import { loadPrices } from '../adapters/files/prices-file.ts';
import { createAudiences } from '../adapters/mongo/audiences.ts';
import { createBroadcastRows } from '../adapters/mongo/broadcast-rows.ts';
import { createBroadcasts } from '../adapters/mongo/broadcasts.ts';
import type { Records } from '../adapters/mongo/connection.ts';
import { createBucket } from '../adapters/redis/bucket.ts';
import type { Config } from '../config.ts';
import type { Broadcasting } from '../usecases/broadcasts/broadcasting.ts';
import { withLedger } from '../usecases/broadcasts/ledger.ts';
import { onFailure } from '../usecases/broadcasts/on-failure.ts';
import { DELIVERY_TIMING, type DeliveryTiming } from '../usecases/deliver.ts';
import { invitationSubject } from '../usecases/events/invitation-subject.ts';
import type { Notifying } from '../usecases/notify.ts';
import type { Ports } from '../usecases/ports.ts';
import type { Vault } from '../usecases/vault.ts';
import { FOLDERS } from './paths.ts';

type Parts = {
  records: Records;
  redis: Redis;
  vault: Vault;
  config: Config;
  timing?: DeliveryTiming | undefined;
  /** How long a person must not have written before they are written to. */
  chatQuietMs?: number | undefined;
};

/** Who has just written is in a chat; five minutes later it is an interruption no more. */
const CHAT_QUIET_MS = 5 * 60_000;

export type Bulk = {
  /** Ports whose outbound messages keep the ledger. */
  ledgered(ports: Ports): Ports;
  broadcasting(house: { ports: Ports; notifying: Notifying }): Broadcasting;
};

/** What is sent to many: its records, its speed, and the ledger under every outbound message. */
export function createBulk(parts: Parts): Bulk {
  const { records, redis, vault, config } = parts;
  const { models } = records;
  const broadcasts = createBroadcasts(models);
  const rows = createBroadcastRows(models);
  const bucket = createBucket(redis, config.broadcasts.rate);
  const { leaseMs, settleAfterMs } = parts.timing ?? DELIVERY_TIMING;
  return {
    ledgered(ports) {
      const { outbound, clock } = ports;
      const failed = (messageId: string) => onFailure({ ports, broadcasts, rows }, messageId);
      return { ...ports, outbound: withLedger(outbound, { rows, bucket, clock, onFailure: failed }) };
    },
    broadcasting: ({ ports, notifying }) => ({
      ports,
      notifying,
      broadcasts,
      rows,
      audiences: createAudiences(models, vault),
      subjects: { event: invitationSubject(ports, notifying.texts, ports.clock) },
      bucket,
      calendar: createCalendar(config.timeZone),
      prices: loadPrices(FOLDERS.data),
      settings: {
        ...config.broadcasts,
        leaseMs,
        settleAfterMs,
        chatQuietMs: parts.chatQuietMs ?? CHAT_QUIET_MS,
      },
    }),
  };
}
