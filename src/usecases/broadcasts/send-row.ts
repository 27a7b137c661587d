import type { Broadcast, BroadcastRow } from '../../domain/broadcast.ts';
import { isThrottle } from '../../domain/broadcast-spike.ts';
import type { Contact } from '../../domain/contact.ts';
import {
  backoff,
  isOutsideWindow,
  MAX_ATTEMPTS,
  type SendOutcome,
  windowOpen,
} from '../../domain/delivery.ts';
import { nextLawfulDay } from '../../domain/lawful-hours.ts';
import type { OutboundRecord } from '../../domain/records.ts';
import { isUnwanted, recordOf } from '../notify.ts';
import type { Broadcasting } from './broadcasting.ts';
import { openFrom } from './plan.ts';

const DAY_MS = 24 * 60 * 60_000;

/**
 * One person's message. The row is taken and the message written before anything goes out, both once only: whoever comes
 * second, or after a crash, finds them and does not send.
 */
export async function sendRow(house: Broadcasting, broadcast: Broadcast, row: BroadcastRow): Promise<void> {
  const { ports, rows } = house;
  const now = ports.clock();
  const contact = await ports.contacts.get(row.contactId);
  const unwanted = contact ? reasonNot(contact) : 'no-contact';
  if (!contact || unwanted) {
    await rows.drop(row.id, unwanted ?? 'no-contact', now);
    return;
  }
  const lastInboundAt = await ports.inbound.lastReceivedAt(contact.id);
  const later = whenElse(house, lastInboundAt, now);
  if (later) return await rows.putOff(row.id, later);
  const params = await paramsOf(house, broadcast, contact);
  if (!params) {
    await rows.drop(row.id, 'nothing-to-say', now);
    return;
  }
  const taken = await rows.take(row.id, { day: house.calendar.dayOf(now), at: now });
  if (taken === 'gone') return;
  if (taken === 'written-that-day') {
    const dueAt = nextDay(house, now);
    return await rows.putOff(row.id, { dueAt, reason: 'one-a-day' });
  }
  const { notice: name, subject } = broadcast;
  const about = subject.kind === 'event' ? subject.eventId : broadcast.id;
  const notice = {
    key: row.messageId,
    contactId: contact.id,
    name,
    params,
    subject: about,
    purpose: 'broadcast' as const,
  };
  const record = await takeMessage(house, recordOf(house.notifying, notice, contact, now), now);
  if (record) await send(house, { record, row, contact, open: windowOpen(lastInboundAt, now) });
}

function reasonNot(contact: Contact): string | null {
  if (isUnwanted(contact, { purpose: 'broadcast' })) return 'opted-out';
  return contact.identities.length === 0 ? 'no-address' : null;
}

/** Hours may have closed since it was planned, and nobody is interrupted in the middle of a chat. */
function whenElse(house: Broadcasting, lastInboundAt: Date | null, now: Date) {
  const opens = openFrom(house, now);
  if (opens > now) return { dueAt: opens, reason: 'quiet-hours' };
  const quietFrom = (lastInboundAt?.getTime() ?? Number.NEGATIVE_INFINITY) + house.settings.chatQuietMs;
  return quietFrom > now.getTime() ? { dueAt: new Date(quietFrom), reason: 'in-a-chat' } : null;
}

function nextDay({ calendar, settings }: Broadcasting, now: Date): Date {
  return settings.hours === 'any' ? new Date(now.getTime() + DAY_MS) : nextLawfulDay(calendar, now);
}

async function paramsOf({ subjects }: Broadcasting, { subject, values }: Broadcast, contact: Contact) {
  if (subject.kind === 'none') return (locale: string) => values[locale] ?? Object.values(values)[0] ?? {};
  return (await subjects.event?.params(subject, contact.id)) ?? null;
}

/** The right to make one attempt, stored; null where another one has it, or it has gone already. */
async function takeMessage(
  { ports, settings }: Broadcasting,
  fresh: OutboundRecord,
  now: Date,
): Promise<OutboundRecord | null> {
  const leaseUntil = new Date(now.getTime() + settings.leaseMs);
  const attempt = { lastAttemptAt: now, leaseUntil };
  const first = { ...fresh, ...attempt, state: 'sending' as const, attempts: 1 };
  if (await ports.outbound.insertTaken(first)) {
    await ports.notices.announce(fresh.contactId);
    return first;
  }
  const known = await ports.outbound.get(fresh.id);
  if (known?.state !== 'queued') return null;
  const { content, absorbs } = known;
  const claimed = await ports.outbound.claim(known, { content, absorbs, at: now, leaseUntil });
  return claimed ? { ...known, ...attempt, state: 'sending', attempts: known.attempts + 1 } : null;
}

type Sending = { record: OutboundRecord; row: BroadcastRow; contact: Contact; open: boolean };

async function send(house: Broadcasting, { record, row, contact, open }: Sending): Promise<void> {
  const { ports, settings } = house;
  const channel = ports.channel(record.channel);
  const [to] = contact.identities;
  if (!channel || !to) {
    await ports.outbound.markFailed(record, { state: 'failed', code: null, reason: 'no-channel' });
    return;
  }
  const { content } = record;
  const looks = content.kind !== 'notice' ? content : open ? content.free : content.template;
  const outcome = await channel.send({ messageId: record.id, to, content: looks, bulk: true });
  if (outcome.kind === 'accepted') await ports.outbound.markSent(record.id, outcome.sid);
  else if (outcome.kind === 'unknown')
    await ports.outbound.release(record, new Date(ports.clock().getTime() + settings.settleAfterMs));
  else await refused(house, { record, row }, outcome);
  ports.signals.changed(contact.id);
}

/** What may go later is given back to the row; being too fast is nobody's failure. */
async function refused(
  house: Broadcasting,
  { record, row }: Pick<Sending, 'record' | 'row'>,
  refusal: Extract<SendOutcome, { kind: 'refused' }>,
): Promise<void> {
  const { ports, rows, bucket } = house;
  const { code, reason } = refusal;
  const throttled = isThrottle(refusal);
  const attempts = row.attempts + (throttled ? 0 : 1);
  if (throttled) await bucket.slowDown();
  const asTemplate = isOutsideWindow(code) && record.content.kind === 'notice' && record.content.template;
  const again = throttled || (refusal.retry === 'soon' && attempts < MAX_ATTEMPTS) || asTemplate;
  if (!again) {
    await ports.outbound.markFailed(record, { state: 'failed', code, reason });
    return;
  }
  const wait = asTemplate ? 0 : backoff(Math.min(record.attempts, MAX_ATTEMPTS) + 1);
  const dueAt = new Date(ports.clock().getTime() + wait);
  await ports.outbound.requeue(record, {
    nextAttemptAt: dueAt,
    code,
    reason,
    held: true,
    ...(asTemplate && { content: asTemplate }),
  });
  await rows.putOff(row.id, { dueAt, reason, code, attempts });
}
