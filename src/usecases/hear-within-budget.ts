import { CALM_MINUTES, countMessage } from '../domain/flood.ts';
import type { InboundRecord } from '../domain/records.ts';
import type { Conversation, Draft } from '../flow/conversation.ts';
import { advance } from './advance.ts';
import type { Conversing } from './converse.ts';

/** A turn; of somebody who floods only its place in the conversation, and one kind word. A person's own chat is theirs. */
export async function hearWithinBudget(
  house: Conversing,
  before: Conversation,
  message: InboundRecord,
): Promise<Conversation> {
  const { ports, world, inboundBudget } = house;
  const limited = ports.channel(message.channel)?.paced && before.owner === 'bot';
  if (!limited || !inboundBudget) return (await advance(house, before, message)).conversation;
  const { kind, flood } = countMessage(before, message.receivedAt, inboundBudget);
  if (kind === 'free') return (await advance(house, { ...before, flood }, message)).conversation;
  const text = world.texts.get(before.locale, 'common:hushed', { minutes: CALM_MINUTES });
  const outbox: Draft[] = kind === 'hush' ? [{ kind: 'text', text }] : [];
  if (kind === 'hush') ports.log.warn('contact floods', { contact: message.contactId, turn: message.id });
  return {
    ...before,
    flood,
    outbox,
    revision: before.revision + 1,
    lastTurn: message.id,
    lastInboundAt: message.receivedAt.toISOString(),
  };
}
