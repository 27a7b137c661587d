import type { BroadcastRow } from '../../domain/broadcast.ts';
import type { Broadcasting } from './broadcasting.ts';
import { stateOf } from './ledger.ts';

const BATCH = 200;

type House = Pick<Broadcasting, 'rows'> & { ports: Pick<Broadcasting['ports'], 'outbound' | 'clock'> };

/** Rows that were taken and of which nothing was heard since: what their message says counts. */
export async function settleTaken(house: House, before: Date): Promise<number> {
  const stuck = await house.rows.stuck(before, BATCH);
  for (const row of stuck) await settleRow(house, row);
  return stuck.length;
}

/** Rows whose message knows more than they do: a crash came between the two. */
export async function settleSent(house: House, broadcastId: string): Promise<void> {
  for (let after: string | undefined; ; ) {
    const sent = await house.rows.list(broadcastId, { state: 'sent' }, { limit: BATCH, after });
    for (const row of sent) await settleRow(house, row);
    if (sent.length < BATCH) return;
    after = sent.at(-1)?.contactId;
  }
}

async function settleRow({ rows, ports }: House, row: BroadcastRow): Promise<void> {
  const at = ports.clock();
  const fate = await ports.outbound.fate(row.messageId);
  if (!fate) {
    // It died between the row and its message: nothing was sent. A message long kept may be gone by now.
    if (row.state === 'taken') await rows.putOff(row.id, { dueAt: at, reason: 'taken-up-again' });
    return;
  }
  const { state, status, code, reason } = fate;
  if (state === 'queued' && row.state === 'taken')
    await rows.putOff(row.id, { dueAt: at, reason: 'taken-up-again' });
  else if (state === 'failed' || state === 'uncertain')
    await rows.record(row.messageId, { state, code, reason, at });
  else if (state === 'sent')
    await rows.record(row.messageId, { state: stateOf(status ?? 'sent'), code: null, reason: null, at });
}
