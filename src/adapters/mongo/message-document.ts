import { KEEP_WITHOUT_CONSENT_DAYS } from '../../domain/contact.ts';
import type { ChannelName, InboundContent, OutboundContent } from '../../domain/message.ts';
import type { DeliveryState, InboundRecord, OutboundRecord } from '../../domain/records.ts';
import type { Vault } from '../../usecases/vault.ts';
import type { MessageDocument } from './documents.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

export function expiryFrom(at: Date): Date {
  return new Date(at.getTime() + KEEP_WITHOUT_CONSENT_DAYS * DAY_MS);
}

export function toInbound(vault: Vault, found: MessageDocument): InboundRecord {
  return {
    id: found._id,
    contactId: found.contactId,
    channel: found.channel as ChannelName,
    content: JSON.parse(vault.open(found.content)) as InboundContent,
    receivedAt: found.createdAt,
    repliedTo: found.repliedTo ?? null,
    attempts: found.attempts,
  };
}

export function toOutbound(vault: Vault, found: MessageDocument): OutboundRecord {
  return {
    id: found._id,
    contactId: found.contactId,
    channel: found.channel as ChannelName,
    purpose: (found.purpose ?? 'reply') as OutboundRecord['purpose'],
    content: JSON.parse(vault.open(found.content)) as OutboundContent,
    about: found.about ?? null,
    position: found.position,
    answers: found.answers ?? null,
    state: (found.state ?? 'queued') as DeliveryState,
    attempts: found.attempts,
    lastAttemptAt: found.lastAttemptAt ?? null,
    nextAttemptAt: found.dueAt,
    leaseUntil: found.leaseUntil ?? null,
    sid: found.sid ?? null,
    absorbs: found.absorbs ?? [],
  };
}

export function fromOutbound(vault: Vault, record: OutboundRecord, at: Date): MessageDocument {
  return {
    _id: record.id,
    direction: 'out',
    contactId: record.contactId,
    channel: record.channel,
    content: vault.seal(JSON.stringify(record.content)),
    position: record.position,
    open: true,
    dueAt: record.nextAttemptAt,
    attempts: record.attempts,
    createdAt: at,
    expiresAt: expiryFrom(at),
    purpose: record.purpose,
    ...(record.about && { about: record.about }),
    answers: record.answers,
    state: record.state,
    rank: -1,
    sid: null,
    absorbs: record.absorbs,
  };
}
