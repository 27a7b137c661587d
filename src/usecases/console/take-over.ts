import { windowOpen } from '../../domain/delivery.ts';
import { LIMITS, length } from '../../domain/presentation.ts';
import type { Conversation } from '../../flow/conversation.ts';
import { pickUp } from '../../flow/pick-up.ts';
import type { World } from '../../flow/world.ts';
import type { Ports } from '../ports.ts';
import { writeTurn } from '../write-turn.ts';
import { changeConversation } from './change-conversation.ts';
import { sayTo } from './say-to.ts';
import type { ReturnReason, Takeover, Takeovers } from './takeovers.ts';

export type TakingOver = {
  ports: Ports;
  world: World;
  takeovers: Takeovers;
  closeTickets(contactId: string, at: Date): Promise<void>;
  deliver(contactId: string): Promise<void>;
};

export type Taken = { kind: 'taken'; takeover: Takeover } | { kind: 'held'; by: string };

/** Two who take the same chat: one has it, the other is told who. From here on the bot is silent. */
export async function takeOver(house: TakingOver, wish: { contactId: string; by: string }): Promise<Taken> {
  const { ports } = house;
  const { mine, takeover } = await house.takeovers.take({ ...wish, at: ports.clock() });
  if (!mine) return { kind: 'held', by: takeover.by };
  await silence(house, takeover);
  return { kind: 'taken', takeover };
}

/** Safe to repeat: the sweep does it where a crash came between the takeover and the silence. */
export async function silence(house: TakingOver, { contactId, token }: Takeover): Promise<void> {
  const changed = await changeConversation(house.ports, contactId, (conversation) =>
    conversation.owner === 'human' ? null : { ...conversation, owner: 'human' },
  );
  if (!changed) return;
  await sayInWindow(house, changed, { id: `taken-${token}`, key: 'handover:taken' });
  house.ports.signals.changed(contactId);
}

export type Replied =
  | { kind: 'sent' }
  | { kind: 'not-yours'; by: string | null }
  | { kind: 'window-closed' }
  | { kind: 'empty' }
  | { kind: 'too-long'; most: number };

/** What a person types goes the way of every reply; `key` is the form's, so that a double click sends once. */
export async function replyAsPerson(
  house: TakingOver,
  reply: { contactId: string; by: string; text: string; key: string },
): Promise<Replied> {
  const { ports, takeovers } = house;
  const { contactId, by, key } = reply;
  const text = reply.text.trim();
  if (text === '') return { kind: 'empty' };
  if (length(text) > LIMITS.text) return { kind: 'too-long', most: LIMITS.text };
  const takeover = await takeovers.get(contactId);
  if (takeover?.by !== by || takeover.reason) return { kind: 'not-yours', by: takeover?.by ?? null };
  const now = ports.clock();
  const conversation = await ports.conversations.load(contactId);
  if (!windowOpen(lastInbound(conversation), now)) return { kind: 'window-closed' };
  await sayTo(house, { id: `person-${contactId}-${key}`, contactId, text });
  await takeovers.markReplied(takeover, now);
  return { kind: 'sent' };
}

/** The bot goes on where the conversation stood, with a kind word; tickets that nobody answered stay open. */
export async function giveBack(
  house: TakingOver,
  takeover: Takeover,
  reason: ReturnReason,
): Promise<boolean> {
  if (!(await house.takeovers.beginReturn(takeover, reason))) return false;
  await finishReturn(house, { ...takeover, reason });
  return true;
}

/** Safe to repeat from any point. */
export async function finishReturn(house: TakingOver, takeover: Takeover): Promise<void> {
  const { ports, takeovers } = house;
  const { contactId, reason } = takeover;
  const now = ports.clock();
  const turn = `back-${takeover.token}`;
  const stored = await ports.conversations.load(contactId);
  const unwritten = stored?.lastTurn ? await ports.inbound.unansweredById(stored.lastTurn) : null;
  if (stored && unwritten) await writeTurn(ports, unwritten, stored);
  await changeConversation(ports, contactId, (conversation) =>
    conversation.owner === 'bot' ? null : resumed(house, conversation, { turn, now, reason }),
  );
  const conversation = await ports.conversations.load(contactId);
  if (conversation?.lastTurn === turn)
    for (const [k, content] of conversation.outbox.entries())
      await sayTo(house, { id: `${turn}.${k}`, contactId, content });
  if (reason !== 'unanswered') await house.closeTickets(contactId, now);
  await takeovers.end(takeover);
  ports.signals.changed(contactId);
}

function resumed(
  { world }: TakingOver,
  conversation: Conversation,
  { turn, now, reason }: { turn: string; now: Date; reason: ReturnReason | null },
): Conversation {
  const quiet: Conversation = { ...conversation, owner: 'bot' };
  if (!windowOpen(lastInbound(conversation), now)) return quiet;
  return pickUp(world, conversation, { turn, now, key: `handover:back-${reason ?? 'closed'}` }) ?? quiet;
}

async function sayInWindow(
  house: TakingOver,
  conversation: Conversation,
  { id, key }: { id: string; key: string },
): Promise<void> {
  const { contactId, locale } = conversation;
  if (!windowOpen(lastInbound(conversation), house.ports.clock())) return;
  await sayTo(house, { id, contactId, text: house.world.texts.get(locale, key) });
}

export function lastInbound(conversation: Conversation | null): Date | null {
  return conversation?.lastInboundAt ? new Date(conversation.lastInboundAt) : null;
}
