import type { DeliveryState } from '../../domain/records.ts';
import type { Fate, RecordedStatus, StatusUpdate } from '../../usecases/outbound-ports.ts';
import type { Vault } from '../../usecases/vault.ts';
import type { MessageDocument } from './documents.ts';
import { toOutbound } from './message-document.ts';
import type { Models } from './models.ts';
import { queuedAgain } from './outbound-states.ts';

/**
 * One conditional write: a status of the present attempt by rank, or the first word about an attempt whose answer
 * was lost (no SID yet, and this SID is none of an earlier attempt's).
 */
export async function recordStatus(
  messages: Models['messages'],
  vault: Vault,
  update: StatusUpdate,
): Promise<RecordedStatus> {
  const { messageId, sid, rank, fate } = update;
  const higher = {
    _id: messageId,
    direction: 'out' as const,
    rank: { $lt: rank },
    $or: [{ sid }, { sid: null, sids: { $ne: sid }, attempts: { $gt: 0 } }],
  };
  for (;;) {
    const found = fate && (await messages.findOne(higher).lean());
    // What a failure leads to was decided for this attempt; another one is looked at anew.
    const filter = found ? { ...higher, attempts: found.attempts } : higher;
    const changed = await messages
      .findOneAndUpdate(
        filter,
        {
          $set: found ? await failed(vault, update, found) : reached(update),
          $addToSet: { sids: sid },
        },
        { returnDocument: 'after' },
      )
      .lean();
    if (changed) {
      const { _id: id, contactId, state } = changed;
      return { kind: 'recorded', record: { id, contactId, state: state as DeliveryState } };
    }
    if (found) continue;
    const known = await messages.exists({ _id: messageId, direction: 'out' });
    return known ? { kind: 'stale' } : { kind: 'unknown-message' };
  }
}

function reached({ sid, status, rank, code }: StatusUpdate) {
  return { sid, status, rank, code, state: 'sent', open: false, leaseUntil: null };
}

async function failed(vault: Vault, update: StatusUpdate, found: MessageDocument) {
  const record = await toOutbound(vault, found);
  const fate: Fate = (record && update.fate?.(record)) ?? { kind: 'failed', reason: 'shredded' };
  if (fate.kind === 'again')
    return { status: update.status, ...(await queuedAgain(vault, found.contactId, fate)) };
  return { ...reached(update), state: 'failed', reason: fate.reason };
}
