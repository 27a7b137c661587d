import type { Contact } from '../domain/contact.ts';
import {
  backoff,
  isOutsideWindow,
  MAX_ATTEMPTS,
  PACE,
  type SendOutcome,
  windowOpen,
} from '../domain/delivery.ts';
import type { OutboundContent } from '../domain/message.ts';
import { mergeFront, type OutboundRecord, requestOf } from '../domain/records.ts';
import { splitContent } from '../domain/split-content.ts';
import type { Channel } from './channel.ts';
import type { Ports } from './ports.ts';
import { settle } from './settle.ts';

export type Delivering = {
  ports: Ports;
  /** Calls `deliver` again for this contact at an instant; a sweep does it too, should the process end before. */
  wakeAt(contactId: string, at: Date): void;
  /** Opens an answer that comes late. */
  apology(locale: string): string;
  /** Whether a notice is about what is no longer so: it may have waited while nothing could be sent. */
  isOvertaken(messageId: string): Promise<boolean>;
  timing: DeliveryTiming;
};

export type DeliveryTiming = {
  /** A send still without an answer after this long is nobody's; one may take up to 40 s (resource made, refused, as text). */
  leaseMs: number;
  /** How long a callback may take to settle a send whose answer was lost. */
  settleAfterMs: number;
  /** At most so many sends to one contact in so long. */
  pace: { sends: number; perMs: number };
};

export const DELIVERY_TIMING: DeliveryTiming = { leaseMs: 45_000, settleAfterMs: 5_000, pace: PACE };

/** An answer later than this opens with an apology. */
const LATE_MS = 10 * 60_000;
/** What one look at the queue takes in; a longer queue is merged in several rounds. */
const LOOK = 40;

/** Sends what a contact is owed, strictly in order: a message waits until the one before it is settled. */
export async function deliver(house: Delivering, contactId: string): Promise<void> {
  while ((await deliverNext(house, contactId)) === 'again');
}

async function deliverNext(house: Delivering, contactId: string): Promise<'again' | 'through'> {
  const { ports } = house;
  const pending = chatFirst(await ports.outbound.pending(contactId, LOOK));
  const [first] = pending;
  if (!first) return 'through';
  const now = ports.clock();
  if (first.state === 'sending') return await settleFirst(house, first, now);
  const wait = first.nextAttemptAt > now ? first.nextAttemptAt : await paceEnds(house, first, now);
  if (wait) {
    house.wakeAt(contactId, wait);
    return 'through';
  }
  return await sendFront(house, pending, now);
}

/** What answers a person never waits for what is sent to many. */
function chatFirst(pending: OutboundRecord[]): OutboundRecord[] {
  const isBulk = ({ purpose }: OutboundRecord) => purpose === 'broadcast';
  return [...pending.filter((one) => !isBulk(one)), ...pending.filter(isBulk)];
}

async function settleFirst(
  house: Delivering,
  first: OutboundRecord,
  now: Date,
): Promise<'again' | 'through'> {
  if (first.leaseUntil && first.leaseUntil > now) {
    house.wakeAt(first.contactId, first.leaseUntil);
    return 'through';
  }
  return await settle(house, first, now);
}

/** When the next message may go to this contact; null is now. */
async function paceEnds(
  { ports, timing }: Delivering,
  first: OutboundRecord,
  now: Date,
): Promise<Date | null> {
  if (!ports.channel(first.channel)?.paced) return null;
  const { sends, perMs } = timing.pace;
  const since = new Date(now.getTime() - perMs);
  const attempts = await ports.outbound.attemptsSince(first.contactId, since, sends);
  const [oldest] = attempts;
  if (!oldest || attempts.length < sends) return null;
  return new Date(oldest.getTime() + perMs);
}

async function sendFront(
  house: Delivering,
  pending: OutboundRecord[],
  now: Date,
): Promise<'again' | 'through'> {
  const { ports, timing } = house;
  const [first] = pending;
  const contact = first && (await ports.contacts.get(first.contactId));
  const channel = first && ports.channel(first.channel);
  if (!first) return 'through';
  if (!contact || !channel) {
    const reason = contact ? 'no-channel' : 'no-contact';
    await ports.outbound.markFailed(first, { state: 'failed', code: null, reason });
    return 'again';
  }
  if (first.purpose === 'notice' && (await house.isOvertaken(first.id))) {
    await ports.outbound.markFailed(first, { state: 'failed', code: null, reason: 'overtaken' });
    return 'again';
  }
  const front = mergeWaiting(pending, first, await apologyFor(house, first, contact, now));
  const leaseUntil = new Date(now.getTime() + timing.leaseMs);
  if (!(await ports.outbound.claim(first, { ...front, at: now, leaseUntil }))) return 'again';
  const record = { ...first, ...front, attempts: first.attempts + 1, lastAttemptAt: now };
  await ports.outbound.markMerged(record.absorbs, record.id);
  const request = requestOf(record.id);
  return await ports.log.within(request, () => send(house, { record, channel, contact }));
}

/** As many waiting replies as fit into one message, opened with an apology where the first is late. */
function mergeWaiting(pending: OutboundRecord[], first: OutboundRecord, apology: string | null) {
  const other = pending.findIndex((one) => !mergesWith(one, first));
  const replies = other === -1 ? pending : pending.slice(0, Math.max(other, 1));
  const [content, ...rest] = replies.map((one) => one.content);
  const merged = mergeFront([withApology(content ?? first.content, apology), ...rest]);
  const absorbed = replies.slice(1, merged.count).map((one) => one.id);
  return { content: merged.content, absorbs: [...first.absorbs, ...absorbed] };
}

function mergesWith(one: OutboundRecord, first: OutboundRecord): boolean {
  return (
    one.state === 'queued' &&
    one.purpose === 'reply' &&
    first.purpose === 'reply' &&
    one.channel === first.channel
  );
}

/** Who has read anything from us in the last minutes has read the apology, or was never left waiting. */
async function apologyFor(
  house: Delivering,
  first: OutboundRecord,
  contact: Contact,
  now: Date,
): Promise<string | null> {
  if (!first.answers || now.getTime() - first.answers.getTime() <= LATE_MS) return null;
  const since = new Date(now.getTime() - LATE_MS);
  const [heard] = await house.ports.outbound.attemptsSince(first.contactId, since, 1);
  return heard || first.attempts > 0 ? null : house.apology(contact.locale);
}

function withApology(content: OutboundContent, apology: string | null): OutboundContent {
  if (!apology || content.kind === 'template' || content.kind === 'notice') return content;
  const late = { ...content, text: `${apology}\n\n${content.text}` };
  return splitContent(late).length === 1 ? late : content;
}

async function send(
  house: Delivering,
  sending: { record: OutboundRecord; channel: Channel; contact: Contact },
): Promise<'again' | 'through'> {
  const { record, channel, contact } = sending;
  const [to] = contact.identities;
  if (!to) {
    await house.ports.outbound.markFailed(record, { state: 'failed', code: null, reason: 'no-address' });
    return 'again';
  }
  const content = await asAllowed(house.ports, record);
  const outcome = await channel.send({ messageId: record.id, to, content });
  await recordOutcome(house, record, outcome);
  return 'again';
}

/** WhatsApp takes free-form messages only within 24 hours of the contact's last one; after that the template goes. */
async function asAllowed(ports: Ports, { content, contactId }: OutboundRecord): Promise<OutboundContent> {
  if (content.kind !== 'notice') return content;
  const lastInboundAt = await ports.inbound.lastReceivedAt(contactId);
  return windowOpen(lastInboundAt, ports.clock()) ? content.free : content.template;
}

async function recordOutcome(house: Delivering, record: OutboundRecord, outcome: SendOutcome): Promise<void> {
  const { ports, timing } = house;
  const now = ports.clock().getTime();
  if (outcome.kind === 'accepted') {
    await ports.outbound.markSent(record.id, outcome.sid);
    ports.log.info('message sent', { message: record.id, sid: outcome.sid });
  } else if (outcome.kind === 'unknown')
    await ports.outbound.release(record, new Date(now + timing.settleAfterMs));
  else await recordRefusal(house, record, outcome);
  ports.signals.changed(record.contactId);
}

async function recordRefusal(
  house: Delivering,
  record: OutboundRecord,
  refusal: Extract<SendOutcome, { kind: 'refused' }>,
): Promise<void> {
  const { ports } = house;
  const { code, reason } = refusal;
  if (isOutsideWindow(code) && record.content.kind === 'notice') {
    const content = record.content.template;
    return await ports.outbound.requeue(record, { nextAttemptAt: ports.clock(), code, reason, content });
  }
  const again = refusal.retry === 'soon' && record.attempts < MAX_ATTEMPTS;
  if (again) {
    const nextAttemptAt = new Date(ports.clock().getTime() + backoff(record.attempts + 1));
    return await ports.outbound.requeue(record, { nextAttemptAt, code, reason });
  }
  await ports.outbound.markFailed(record, { state: 'failed', code, reason });
  ports.log.error('message refused', { message: record.id, code, reason });
}
