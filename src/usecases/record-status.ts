import { backoff, isFailure, MAX_ATTEMPTS, retryFor, statusRank } from '../domain/delivery.ts';
import { refusesForm } from '../domain/form-refusal.ts';
import type { OutboundContent } from '../domain/message.ts';
import { numbered } from '../domain/presentation.ts';
import type { OutboundRecord } from '../domain/records.ts';
import type { Ports } from './ports.ts';

export type StatusReport = { messageId: string; sid: string; status: string; code: number | null };

/**
 * A status callback: names our message even before its SID is stored, and so settles a send whose answer was lost.
 * Most WhatsApp failures come this way after a 201: retryable ones become a new attempt of the same message.
 */
export async function recordStatus(
  house: { ports: Ports; deliver(contactId: string): Promise<void> },
  report: StatusReport,
): Promise<'recorded' | 'ignored'> {
  const { ports } = house;
  const rank = statusRank(report.status);
  if (rank === null) return 'ignored';
  const recorded = await ports.outbound.recordStatus({ ...report, rank, at: ports.clock() });
  if (recorded.kind !== 'recorded') return 'ignored';
  const { record } = recorded;
  ports.signals.changed(record.contactId);
  if (isFailure(report.status)) await answerFailure(house, record, report);
  return 'recorded';
}

async function answerFailure(
  house: { ports: Ports; deliver(contactId: string): Promise<void> },
  record: OutboundRecord,
  { code, status }: StatusReport,
): Promise<void> {
  const { ports } = house;
  const reason = `status-${status}`;
  const again = retryOf(record, code);
  if (!again) {
    await ports.outbound.markFailed(record.id, { state: 'failed', code, reason });
    ports.log.error('message not delivered', { message: record.id, code });
    return;
  }
  const nextAttemptAt = new Date(ports.clock().getTime() + backoff(record.attempts + 1));
  await ports.outbound.requeue(record.id, { nextAttemptAt, code, reason, ...again });
  await house.deliver(record.contactId);
}

/** Null where another attempt is of no use; with new content where the old one was refused for its looks. */
function retryOf(record: OutboundRecord, code: number | null): { content?: OutboundContent } | null {
  const { content, purpose, attempts } = record;
  if (purpose !== 'reply' || attempts >= MAX_ATTEMPTS) return null;
  if (refusesForm(code) && content.kind === 'choices')
    return { content: { kind: 'text', text: numbered(content.text, content.choices) } };
  return retryFor(null, code) === 'soon' ? {} : null;
}
