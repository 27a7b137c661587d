import { rowOfMessage } from '../../domain/broadcast.ts';
import { isBlock, SPIKE, spikeIn } from '../../domain/broadcast-spike.ts';
import type { Broadcasting } from './broadcasting.ts';

type House = Pick<Broadcasting, 'broadcasts' | 'rows'> & {
  ports: Pick<Broadcasting['ports'], 'contacts' | 'clock' | 'log'>;
};

/** A failure is looked at for what it says of all the others; only a person's own block is also a wish. */
export async function onFailure(house: House, messageId: string): Promise<void> {
  const { broadcasts, rows, ports } = house;
  const row = rowOfMessage(messageId);
  const broadcast = row && (await broadcasts.get(row.broadcastId));
  if (!row || !broadcast) return;
  const now = ports.clock();
  const since = Math.max(now.getTime() - SPIKE.ms, broadcast.runningSince?.getTime() ?? 0);
  const spike = spikeIn(await rows.heard(broadcast.id, new Date(since), SPIKE.messages));
  if (spike) {
    const paused = await broadcasts.move(broadcast.id, ['sending'], 'paused', {
      pausedFor: { kind: 'spike', ...spike },
    });
    if (paused) ports.log.error('broadcast paused', { broadcast: broadcast.id, ...spike });
  }
  // So many at once are no wishes: something between us and them says so.
  if (spike && isBlock(spike.code)) return;
  const failed = await rows.get(row.broadcastId, row.contactId);
  if (!failed || !isBlock(failed.code)) return;
  const contact = await ports.contacts.get(failed.contactId);
  if (contact?.optedOut === 'nothing') await ports.contacts.update(contact.id, { optedOut: 'invitations' });
}
