import type { InboundRecord } from '../domain/records.ts';
import type { Conversation } from '../flow/conversation.ts';
import type { Advancing } from './advance.ts';
import type { Ports } from './ports.ts';
import { toOutbound } from './write-turn.ts';

/** A message that cannot be advanced gets a safe sentence and a person, and blocks nobody. Safe to repeat. */
export async function closeSafely(
  house: Advancing & { ports: Ports },
  message: InboundRecord,
  conversation: Conversation | null,
): Promise<void> {
  const { ports, world } = house;
  const locale = conversation?.locale ?? house.defaultLocale;
  const text = world.texts.get(locale, 'common:safe-sentence');
  await ports.handoffs.open({
    key: `${message.id}.fault`,
    contactId: message.contactId,
    reason: 'fault',
    at: message.receivedAt,
  });
  await ports.outbound.insertAbsent([toOutbound(message, { kind: 'text', text }, 0)]);
  await ports.inbound.markAnswered(message.id, ports.clock());
  ports.log.error('turn given up', { turn: message.id, attempts: message.attempts.length });
}
