import { rowOfMessage } from '../domain/broadcast.ts';
import {
  backoff,
  isFailure,
  isOutsideWindow,
  MAX_ATTEMPTS,
  retryFor,
  statusRank,
} from '../domain/delivery.ts';
import { refusesForm } from '../domain/form-refusal.ts';
import type { OutboundContent } from '../domain/message.ts';
import { numbered } from '../domain/presentation.ts';
import { type OutboundRecord, requestOf } from '../domain/records.ts';
import type { Fate } from './outbound-ports.ts';
import type { Ports } from './ports.ts';
import { throughOutage } from './through-outage.ts';

export type Reporting = { ports: Ports; deliver(contactId: string): Promise<void> };
export type StatusReport = { messageId: string; sid: string; status: string; code: number | null };

/**
 * A status callback: names our message even before its SID is stored, and so settles a send whose answer was lost.
 * Most WhatsApp failures come this way after a 201: retryable ones become a new attempt of the same message.
 */
export async function recordStatus(house: Reporting, report: StatusReport): Promise<'recorded' | 'ignored'> {
  const rank = statusRank(report.status);
  if (rank === null) return 'ignored';
  return await house.ports.log.within(requestOf(report.messageId), () => recordRanked(house, report, rank));
}

async function recordRanked(
  house: Reporting,
  report: StatusReport,
  rank: number,
): Promise<'recorded' | 'ignored'> {
  const { ports } = house;
  const failed = isFailure(report.status);
  const fate = (record: OutboundRecord) => fateOf(record, report, ports.clock());
  const update = { ...report, rank, ...(failed && { fate }) };
  const recorded = await throughOutage(ports, () => ports.outbound.recordStatus(update));
  if (recorded.kind !== 'recorded') return 'ignored';
  const { id, contactId, state } = recorded.record;
  ports.signals.changed(contactId);
  if (state === 'failed') ports.log.error('message not delivered', { message: id, code: report.code });
  if (state === 'queued') await house.deliver(contactId);
  return 'recorded';
}

function fateOf(record: OutboundRecord, { code, status }: StatusReport, now: Date): Fate {
  const reason = `status-${status}`;
  const again = record.attempts < MAX_ATTEMPTS ? otherwise(record.content, code) : null;
  if (!again) return { kind: 'failed', reason };
  const nextAttemptAt = new Date(now.getTime() + backoff(record.attempts + 1));
  // Its row says when it goes again.
  const held = rowOfMessage(record.id) !== null;
  return { kind: 'again', nextAttemptAt, code, reason, held, ...again };
}

/** Null where another attempt is of no use; with new content where the old one was refused for its looks. */
function otherwise(content: OutboundContent, code: number | null): { content?: OutboundContent } | null {
  // The window closed between our look and the provider's.
  if (isOutsideWindow(code) && content.kind === 'notice') return { content: content.template };
  const asText = refusesForm(code) ? plainForm(content) : null;
  if (asText) return { content: asText };
  return retryFor(null, code) === 'soon' ? {} : null;
}

/** The same words with numbers in place of buttons; null where there are none. */
function plainForm(content: OutboundContent): OutboundContent | null {
  if (content.kind === 'choices') return { kind: 'text', text: numbered(content.text, content.choices) };
  if (content.kind !== 'notice') return null;
  const free = plainForm(content.free);
  return free?.kind === 'text' ? { ...content, free } : null;
}
