import { type InboundRecord, MAX_TURN_ATTEMPTS } from '../domain/records.ts';
import { type Conversation, newConversation } from '../flow/conversation.ts';
import { type Advancing, advance } from './advance.ts';
import { closeSafely } from './close-safely.ts';
import type { Ports } from './ports.ts';
import { writeTurn } from './write-turn.ts';

export type Conversing = Advancing & { ports: Ports; deliver(contactId: string): Promise<void> };

/** Unanswered messages read at once: the oldest is advanced, and a turn committed but unwritten is found among them. */
const LOOK = 50;

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
  const stored = await ports.conversations.load(contactId);
  const waiting = await ports.inbound.unanswered(contactId, LOOK);
  const unwritten = waiting.find((message) => message.id === stored?.lastTurn);
  if (stored && unwritten) {
    await writeTurn(ports, unwritten, stored);
    return true;
  }
  const [message] = waiting;
  if (!message) return false;
  if (message.attempts >= MAX_TURN_ATTEMPTS) await closeSafely(house, message, stored);
  else if (await ports.inbound.countAttempt(message.id, message.attempts))
    await takeTurn(house, message, stored);
  return true;
}

async function takeTurn(
  house: Conversing,
  message: InboundRecord,
  stored: Conversation | null,
): Promise<void> {
  const { ports } = house;
  try {
    const before = stored ?? newConversation(message.contactId, house.defaultLocale);
    const { conversation: after } = await advance(house, before, message);
    const won = await ports.conversations.commit(after, before.revision);
    if (!won) return await ports.inbound.returnAttempt(message.id, message.attempts + 1);
    await writeTurn(ports, message, after);
  } catch (error) {
    if (ports.isOutage(error)) {
      await ports.inbound.returnAttempt(message.id, message.attempts + 1);
      throw error;
    }
    ports.log.error('turn failed', {
      turn: message.id,
      attempt: message.attempts + 1,
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
