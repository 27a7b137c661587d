import { backoff, MAX_ATTEMPTS } from '../domain/delivery.ts';
import type { OutboundRecord } from '../domain/records.ts';
import type { Delivering } from './deliver.ts';

/** The provider's clock and ours may differ by this much when we look for a message in its list. */
const CLOCK_SKEW_MS = 5_000;

/**
 * A send whose answer was lost (timeout, crash): no callback has settled it, so the provider's list is asked.
 * Not there: a reply goes out again (at least once), a broadcast never (at most once).
 */
export async function settle(
  house: Delivering,
  record: OutboundRecord,
  now: Date,
): Promise<'again' | 'through'> {
  const { ports, timing } = house;
  const leaseUntil = new Date(now.getTime() + timing.leaseMs);
  if (!(await ports.outbound.renewLease(record, leaseUntil))) return 'again';
  await ports.outbound.markMerged(record.absorbs, record.id);
  const found = await findSent(house, record);
  if (found.kind === 'no-answer') {
    const again = new Date(now.getTime() + backoff(record.attempts + 2));
    await ports.outbound.release(record, again);
    house.wakeAt(record.contactId, again);
    return 'through';
  }
  if (found.kind === 'sent') await ports.outbound.markSent(record.id, found.sid);
  else if (record.purpose === 'broadcast') await giveUp(house, record, 'uncertain');
  else if (record.attempts >= MAX_ATTEMPTS) await giveUp(house, record, 'failed');
  else await ports.outbound.requeue(record, { nextAttemptAt: now, code: null, reason: 'answer-lost' });
  return 'again';
}

type Found = { kind: 'sent'; sid: string } | { kind: 'not-sent' } | { kind: 'no-answer' };

async function findSent(house: Delivering, record: OutboundRecord): Promise<Found> {
  const { ports } = house;
  const channel = ports.channel(record.channel);
  const contact = await ports.contacts.get(record.contactId);
  const [to] = contact?.identities ?? [];
  if (!channel || !to || !record.lastAttemptAt) return { kind: 'not-sent' };
  try {
    const since = new Date(record.lastAttemptAt.getTime() - CLOCK_SKEW_MS);
    const bodies = channel.sentBodies(record.content);
    for (const sent of (await channel.listSent(to, since)) ?? []) {
      if (bodies.includes(sent.body) && !(await ports.outbound.isKnownSid(sent.sid)))
        return { kind: 'sent', sid: sent.sid };
    }
    return { kind: 'not-sent' };
  } catch (error) {
    if (ports.isOutage(error)) throw error;
    ports.log.warn('provider list not answered', { message: record.id });
    return { kind: 'no-answer' };
  }
}

async function giveUp(
  house: Delivering,
  record: OutboundRecord,
  state: 'failed' | 'uncertain',
): Promise<void> {
  await house.ports.outbound.markFailed(record, { state, code: null, reason: 'answer-lost' });
  house.ports.log.error('message given up', { message: record.id, state });
}
