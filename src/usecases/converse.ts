import type { InboundBudget } from '../domain/flood.ts';
import type { InboundRecord } from '../domain/records.ts';
import { standOf, TURN_LEASE_MS } from '../domain/turn-attempt.ts';
import { type Conversation, newConversation } from '../flow/conversation.ts';
import type { Advancing } from './advance.ts';
import { closeSafely } from './close-safely.ts';
import { hearWithinBudget } from './hear-within-budget.ts';
import type { Ports } from './ports.ts';
import { throughOutage } from './through-outage.ts';
import { writeTurn } from './write-turn.ts';

export type Conversing = Advancing & {
  ports: Ports;
  deliver(contactId: string): Promise<void>;
  /** Tells this process from others that take turns. */
  process: string;
  /** How long a process that takes a turn is believed to be at it. */
  turnLeaseMs?: number;
  /** None where nobody is limited. */
  inboundBudget?: InboundBudget;
};

/**
 * Advances every unanswered message of a contact, oldest first, then delivers. Any number of processes may run it
 * for one contact at a time: the commit on the conversation's revision lets one turn through.
 */
export async function converse(house: Conversing, contactId: string): Promise<void> {
  const { ports } = house;
  for (;;) {
    let last: Step = 'nothing';
    const held = await ports.locks.withLock(`converse:${contactId}`, async () => {
      do {
        last = await converseOnce(house, contactId);
        await breathe();
      } while (last === 'done');
    });
    if (held.kind === 'busy') return;
    await house.deliver(contactId);
    // Whoever is at it goes on with the rest; if they are gone, the sweep finds it once their time is over.
    if ((last as Step) === 'taken') return;
    const [left] = await ports.inbound.unanswered(contactId, 1);
    if (!left) return;
  }
}

/** `taken`: others are at the oldest message, or were quicker. */
type Step = 'done' | 'nothing' | 'taken';

/** One turn, if any waits. The conversation is read before the message: a commit in between makes ours lose. */
export async function converseOnce(house: Conversing, contactId: string): Promise<Step> {
  const { ports } = house;
  const stored = await load(house, contactId);
  const conversation = stored.kind === 'read' ? stored.conversation : null;
  const waiting = await ports.inbound.unanswered(contactId, LOOK);
  const [message] = waiting;
  const unwritten = await committedAmong(ports, conversation, waiting);
  if (conversation && unwritten) {
    await writeTurn(ports, unwritten, conversation);
    return 'done';
  }
  if (!message) return 'nothing';
  const stand = standOf(message.attempts, ports.clock());
  if (stand === 'taken') return 'taken';
  return await ports.log.within(message.id, async () => {
    if (stand === 'free') return await takeTurn(house, message, stored);
    await closeSafely(house, message, conversation);
    return 'done';
  });
}

/** What one look takes in; few people write more before they are answered. */
const LOOK = 8;

/** The message whose turn was committed and is not written yet. */
async function committedAmong(
  { inbound }: Ports,
  conversation: Conversation | null,
  waiting: InboundRecord[],
): Promise<InboundRecord | null> {
  const id = conversation?.lastTurn;
  if (!id) return null;
  const seen = waiting.find((one) => one.id === id);
  return seen ?? (waiting.length === LOOK ? await inbound.unansweredById(id) : null);
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

async function takeTurn(house: Conversing, message: InboundRecord, stored: Stored): Promise<Step> {
  const { ports } = house;
  const now = ports.clock();
  const leaseUntil = new Date(now.getTime() + (house.turnLeaseMs ?? TURN_LEASE_MS));
  const attempt = { id: crypto.randomUUID(), process: house.process, leaseUntil };
  try {
    if (!(await ports.inbound.beginAttempt(message.id, attempt, now))) return 'taken';
    if (stored.kind === 'unreadable') throw stored.error;
    const before = stored.conversation ?? newConversation(message.contactId, house.defaultLocale);
    const after = await hearWithinBudget(house, before, message);
    const won = await ports.conversations.commit(after, before.revision);
    if (won) {
      await writeTurn(ports, message, after);
      ports.log.info('turn taken', { turn: message.id, replies: after.outbox.length });
    } else await ports.inbound.returnAttempt(message.id, attempt);
  } catch (error) {
    if (ports.isOutage(error)) {
      await throughOutage(ports, () => ports.inbound.returnAttempt(message.id, attempt));
      throw error;
    }
    const count = message.attempts.length + 1;
    ports.log.error('turn failed', { turn: message.id, attempt: count, error: asError(error) });
    await ports.inbound.failAttempt(message.id, attempt, ports.clock());
  }
  return 'done';
}

/** Lets other contacts' work in between the turns of a burst. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
