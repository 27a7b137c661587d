import type { RecordedStatus, StatusUpdate } from '../../usecases/ports.ts';
import type { Vault } from '../../usecases/vault.ts';
import { toOutbound } from './message-document.ts';
import type { Models } from './models.ts';

/**
 * One conditional write: a status of the present attempt by rank, or the first word about an attempt whose answer
 * was lost (no SID yet, and this SID is none of an earlier attempt's).
 */
export async function recordStatus(
  messages: Models['messages'],
  vault: Vault,
  update: StatusUpdate,
): Promise<RecordedStatus> {
  const { messageId, sid, status, rank, code } = update;
  const recorded = await messages
    .findOneAndUpdate(
      {
        _id: messageId,
        direction: 'out',
        rank: { $lt: rank },
        $or: [{ sid }, { sid: null, sids: { $ne: sid }, attempts: { $gt: 0 } }],
      },
      {
        $set: { sid, status, rank, code, state: 'sent', open: false, leaseUntil: null },
        $addToSet: { sids: sid },
      },
      { returnDocument: 'after' },
    )
    .lean();
  if (recorded) return { kind: 'recorded', record: toOutbound(vault, recorded) };
  const known = await messages.exists({ _id: messageId, direction: 'out' });
  return known ? { kind: 'stale' } : { kind: 'unknown-message' };
}
