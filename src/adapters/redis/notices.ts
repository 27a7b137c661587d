import type { Redis } from 'ioredis';
import type { Notices } from '../../usecases/notice-ports.ts';

/** As long as WhatsApp tells which message a reply answers. */
const KEEP_SECONDS = 7 * 24 * 60 * 60;

/** Most people are never written to first: Redis knows who was, so that nobody else's message asks the records. */
export function withNoticeMarks(redis: Redis, records: Omit<Notices, 'announce'>): Notices {
  const keyOf = (contactId: string) => `noticed:${contactId}`;
  return {
    bySid: records.bySid,
    async announce(contactId) {
      await redis.set(keyOf(contactId), '1', 'EX', KEEP_SECONDS);
    },
    async since(contactId, since, limit) {
      if ((await redis.exists(keyOf(contactId))) === 0) return [];
      return await records.since(contactId, since, limit);
    },
  };
}
