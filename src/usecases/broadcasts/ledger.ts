import { rowOfMessage } from '../../domain/broadcast.ts';
import { isThrottle } from '../../domain/broadcast-spike.ts';
import { backoff } from '../../domain/delivery.ts';
import type { Outbound } from '../outbound-ports.ts';
import type { BroadcastRows, Bucket, RowStatus } from './ports.ts';

export type Ledger = {
  rows: Pick<BroadcastRows, 'record' | 'putOff'>;
  bucket: Pick<Bucket, 'slowDown'>;
  clock: () => Date;
  /** A broadcast's message failed for good, or nobody knows. */
  onFailure(messageId: string): Promise<void>;
};

/** What becomes of a broadcast's message also stands in its row, which outlives the message. */
export function withLedger(outbound: Outbound, ledger: Ledger): Outbound {
  const { rows, bucket, clock, onFailure } = ledger;
  const note = (messageId: string, status: Omit<RowStatus, 'at'>) =>
    rows.record(messageId, { ...status, at: clock() });

  return {
    ...outbound,
    async markSent(id, sid) {
      const done = await outbound.markSent(id, sid);
      if (done && rowOfMessage(id)) await note(id, { state: 'sent', code: null, reason: null });
      return done;
    },
    async markFailed(attempt, failure) {
      const done = await outbound.markFailed(attempt, failure);
      if (done && rowOfMessage(attempt.id) && (await note(attempt.id, failure))) await onFailure(attempt.id);
      return done;
    },
    async recordStatus(update) {
      const recorded = await outbound.recordStatus(update);
      const row = rowOfMessage(update.messageId);
      if (!row || recorded.kind !== 'recorded') return recorded;
      const { code } = update;
      const reason = `status-${update.status}`;
      if (recorded.record.state === 'queued') {
        if (isThrottle({ code, reason })) await bucket.slowDown();
        await rows.putOff(row.rowId, { dueAt: new Date(clock().getTime() + backoff(2)), code, reason });
      } else if (recorded.record.state === 'failed') {
        if (await note(update.messageId, { state: 'failed', code, reason }))
          await onFailure(update.messageId);
      } else await note(update.messageId, { state: stateOf(update.status), code: null, reason: null });
      return recorded;
    },
  };
}

export function stateOf(status: string): 'sent' | 'delivered' | 'read' {
  return status === 'delivered' || status === 'read' ? status : 'sent';
}
