import { type Broadcast, type BroadcastRow, isSentTo, messageIdOf, rowIdOf } from '../../domain/broadcast.ts';
import type { PlannedPerson } from '../../domain/broadcast-plan.ts';
import type { Broadcasting } from './broadcasting.ts';
import { planOf } from './plan.ts';

const BATCH = 500;

/**
 * Writes everybody of the plan into a row of their own; only then is anything sent. Cut short, it begins again: a row that is
 * there stays as it is.
 */
export async function freeze(house: Broadcasting, broadcast: Broadcast): Promise<void> {
  const { broadcasts, rows, ports } = house;
  const plan = await planOf(house, broadcast);
  const { id, subject } = broadcast;
  const eventId = subject.kind === 'event' ? subject.eventId : null;
  const now = ports.clock();
  for (let from = 0; from < plan.persons.length; from += BATCH) {
    const batch = plan.persons.slice(from, from + BATCH);
    await rows.insertAbsent(batch.map((person) => ({ ...rowOf(id, person, now), eventId })));
  }
  const cost = plan.cost.freeForm + plan.cost.template;
  const planned = { bins: plan.bins, cost };
  const moved = await broadcasts.move(id, ['freezing'], 'sending', { planned, runningSince: now });
  if (moved) ports.log.info('broadcast begins', { broadcast: id, people: plan.sendable });
  else if ((await broadcasts.get(id))?.state === 'cancelled') await rows.dropWaiting(id, 'cancelled', now);
}

function rowOf(broadcastId: string, { contactId, bin, dueAt }: PlannedPerson, now: Date): BroadcastRow {
  const id = rowIdOf(broadcastId, contactId);
  return {
    id,
    broadcastId,
    contactId,
    bin,
    state: isSentTo(bin) ? 'waiting' : 'skipped',
    dueAt,
    messageId: messageIdOf(id, 0),
    attempts: 0,
    code: null,
    reason: isSentTo(bin) ? null : bin,
    takenAt: null,
    sentAt: null,
    changedAt: now,
  };
}
