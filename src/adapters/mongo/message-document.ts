import { KEEP_WITHOUT_CONSENT_DAYS } from '../../domain/contact.ts';
import type { ChannelName, InboundContent, OutboundContent } from '../../domain/message.ts';
import type { DeliveryState, InboundRecord, OutboundRecord } from '../../domain/records.ts';
import { readable, type Seal, type Vault } from '../../usecases/vault.ts';
import type { MessageDocument } from './documents.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

export function expiryFrom(at: Date): Date {
  return new Date(at.getTime() + KEEP_WITHOUT_CONSENT_DAYS * DAY_MS);
}

/** One whose key is shredded is answered like one we do not understand. */
export async function toInbound(vault: Vault, found: MessageDocument): Promise<InboundRecord> {
  const content = await readable(vault, found.content);
  return {
    id: found._id,
    contactId: found.contactId,
    channel: found.channel as ChannelName,
    content: content === null ? { kind: 'unsupported' } : (JSON.parse(content) as InboundContent),
    receivedAt: found.createdAt,
    repliedTo: found.repliedTo ?? null,
    attempts: found.turnAttempts ?? [],
  };
}

/** Null where its key is shredded: there is nothing left to say. */
export async function toOutbound(vault: Vault, found: MessageDocument): Promise<OutboundRecord | null> {
  const content = await readable(vault, found.content);
  if (content === null) return null;
  return {
    id: found._id,
    contactId: found.contactId,
    channel: found.channel as ChannelName,
    purpose: (found.purpose ?? 'reply') as OutboundRecord['purpose'],
    content: JSON.parse(content) as OutboundContent,
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

export function fromOutbound(seal: Seal, record: OutboundRecord, at: Date): MessageDocument {
  return {
    _id: record.id,
    direction: 'out',
    contactId: record.contactId,
    channel: record.channel,
    content: seal(JSON.stringify(record.content)),
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
    ...(record.state === 'sending' && takenAt(record)),
  };
}

/** One that is being sent from the moment it is written. */
function takenAt({ lastAttemptAt, leaseUntil, nextAttemptAt }: OutboundRecord) {
  return {
    lastAttemptAt,
    leaseUntil,
    dueAt: leaseUntil ?? nextAttemptAt,
    attemptedAt: lastAttemptAt ? [lastAttemptAt] : [],
  };
}
