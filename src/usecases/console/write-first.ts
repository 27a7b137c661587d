import { windowOpen } from '../../domain/delivery.ts';
import { type Notifying, notify } from '../notify.ts';
import { lastInbound, type TakingOver } from './take-over.ts';

export type WroteFirst =
  | { kind: 'sent' }
  | { kind: 'not-yours'; by: string | null }
  | { kind: 'window-open' }
  | { kind: 'unwanted' };

/** Outside WhatsApp's window only a template reaches anybody: one asks the person to answer, once a silence. */
export async function writeFirst(
  { ports, takeovers, notifying }: TakingOver & { notifying: Notifying },
  wish: { contactId: string; by: string },
): Promise<WroteFirst> {
  const { contactId, by } = wish;
  const takeover = await takeovers.get(contactId);
  if (takeover?.by !== by || takeover.reason) return { kind: 'not-yours', by: takeover?.by ?? null };
  const heard = lastInbound(await ports.conversations.load(contactId));
  if (windowOpen(heard, ports.clock())) return { kind: 'window-open' };
  const told = await notify(notifying, {
    key: `team-writes-${contactId}-${heard?.getTime() ?? 0}`,
    contactId,
    name: 'team-writes',
    params: () => ({}),
    subject: takeover.token,
    purpose: 'notice',
  });
  if (told.kind === 'opted-out') return { kind: 'unwanted' };
  await takeovers.markReplied(takeover, ports.clock());
  return { kind: 'sent' };
}
