import { type InboundRecord, type OutboundRecord, position } from '../domain/records.ts';
import { splitContent } from '../domain/split-content.ts';
import type { Conversation } from '../flow/conversation.ts';
import type { Ports } from './ports.ts';

/** Writes what a committed turn wants to send, then the snapshot, and last that its message is answered. Safe to repeat. */
export async function writeTurn(ports: Ports, message: InboundRecord, after: Conversation): Promise<void> {
  const contents = after.outbox.flatMap(splitContent);
  const records = contents.map((content, k) => toOutbound(message, content, k));
  await ports.outbound.insertAbsent(records);
  await ports.conversations.snapshot(after);
  await ports.inbound.markAnswered(message.id, ports.clock());
  ports.signals.changed(message.contactId);
}

export function toOutbound(
  message: InboundRecord,
  content: OutboundRecord['content'],
  k: number,
): OutboundRecord {
  return {
    id: `${message.id}.${k}`,
    contactId: message.contactId,
    channel: message.channel,
    purpose: 'reply',
    content,
    about: null,
    position: position(message.receivedAt, message.id, k + 1),
    answers: message.receivedAt,
    state: 'queued',
    attempts: 0,
    lastAttemptAt: null,
    nextAttemptAt: message.receivedAt,
    leaseUntil: null,
    sid: null,
    absorbs: [],
  };
}
