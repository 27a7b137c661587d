import { type InboundRecord, MAX_TURN_ATTEMPTS } from '../domain/records.ts';
import { type Conversation, newConversation } from '../flow/conversation.ts';
import { type Advancing, advance } from './advance.ts';
import { closeSafely } from './close-safely.ts';
import type { Ports } from './ports.ts';
import { throughOutage } from './through-outage.ts';
import { writeTurn } from './write-turn.ts';

export type Conversing = Advancing & { ports: Ports; deliver(contactId: string): Promise<void> };

/**
 * Advances every unanswered message of a contact, oldest first, then delivers. Any number of processes may run it
 * for one contact at a time: the commit on the conversation's revision lets one turn through.
 */
export async function converse(house: Conversing, contactId: string): Promise<void> {
  const { ports } = house;
  for (;;) {
    const held = await ports.locks.withLock(`converse:${contactId}`, async () => {
      while (await converseOnce(house, contactId)) await breathe();
    });
    if (held.kind === 'busy') return;
    await house.deliver(contactId);
    const [left] = await ports.inbound.unanswered(contactId, 1);
    if (!left) return;
  }
}

/** One turn; false when nothing waits. The conversation is read before the message: a commit in between makes ours lose. */
export async function converseOnce(house: Conversing, contactId: string): Promise<boolean> {
  const { ports } = house;
  const stored = await load(house, contactId);
  const conversation = stored.kind === 'read' ? stored.conversation : null;
  const [unwritten, [message]] = await Promise.all([
    conversation?.lastTurn ? ports.inbound.unansweredById(conversation.lastTurn) : null,
    ports.inbound.unanswered(contactId, 1),
  ]);
  if (conversation && unwritten) {
    await writeTurn(ports, unwritten, conversation);
    return true;
  }
  if (!message) return false;
  if (message.attempts >= MAX_TURN_ATTEMPTS) await closeSafely(house, message, conversation);
  else if (await ports.inbound.countAttempt(message.id, message.attempts))
    await takeTurn(house, message, stored);
  return true;
}

/** A conversation that cannot be read is a fault of each turn that needs it, so that these turns are counted. */
type Stored = { kind: 'read'; conversation: Conversation | null } | { kind: 'unreadable'; error: unknown };

async function load({ ports }: Conversing, contactId: string): Promise<Stored> {
  try {
    return { kind: 'read', conversation: await ports.conversations.load(contactId) };
  } catch (error) {
    if (ports.isOutage(error)) throw error;
    return { kind: 'unreadable', error };
  }
}

async function takeTurn(house: Conversing, message: InboundRecord, stored: Stored): Promise<void> {
  const { ports } = house;
  const begun = message.attempts + 1;
  try {
    if (stored.kind === 'unreadable') throw stored.error;
    const before = stored.conversation ?? newConversation(message.contactId, house.defaultLocale);
    const { conversation: after } = await advance(house, before, message);
    const won = await ports.conversations.commit(after, before.revision);
    if (!won) return await ports.inbound.returnAttempt(message.id, begun);
    await writeTurn(ports, message, after);
  } catch (error) {
    if (ports.isOutage(error)) {
      await throughOutage(ports, () => ports.inbound.returnAttempt(message.id, begun));
      throw error;
    }
    ports.log.error('turn failed', {
      turn: message.id,
      attempt: begun,
      error: asError(error),
    });
  }
}

/** Lets other contacts' work in between the turns of a burst. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
