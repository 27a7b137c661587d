import { backoff, isFailure, MAX_ATTEMPTS, retryFor, statusRank } from '../domain/delivery.ts';
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
  if (!isFailure(report.status)) return 'recorded';
  const { code } = report;
  const reason = `status-${report.status}`;
  if (retryFor(null, code) === 'soon' && record.purpose === 'reply' && record.attempts < MAX_ATTEMPTS) {
    const nextAttemptAt = new Date(ports.clock().getTime() + backoff(record.attempts + 1));
    await ports.outbound.requeue(record.id, { nextAttemptAt, code, reason });
    await house.deliver(record.contactId);
  } else {
    await ports.outbound.markFailed(record.id, { state: 'failed', code, reason });
    ports.log.error('message not delivered', { message: record.id, code });
  }
  return 'recorded';
}
