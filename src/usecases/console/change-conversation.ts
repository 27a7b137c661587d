import type { Conversation } from '../../flow/conversation.ts';
import { newConversation } from '../../flow/conversation.ts';
import type { Ports } from '../ports.ts';

/** Turns that may come in between; more than a person can write while we try. */
const TRIES = 50;

/**
 * Changes a conversation between two turns, by the same compare-and-set: a turn that races is either seen here or
 * made again on what we wrote. `change` gives null where there is nothing to do. The turn committed last and what it
 * wants to send stay in it.
 */
export async function changeConversation(
  ports: Pick<Ports, 'conversations' | 'contacts'>,
  contactId: string,
  change: (conversation: Conversation) => Conversation | null,
): Promise<Conversation | null> {
  for (let tries = 0; tries < TRIES; tries++) {
    const before = (await ports.conversations.load(contactId)) ?? (await fresh(ports, contactId));
    const changed = change(before);
    if (!changed) return null;
    const after = { ...changed, revision: before.revision + 1 };
    if (await ports.conversations.commit(after, before.revision)) {
      await ports.conversations.snapshot(after);
      return after;
    }
  }
  throw new Error('the conversation changes faster than it can be taken');
}

async function fresh({ contacts }: Pick<Ports, 'contacts'>, contactId: string): Promise<Conversation> {
  return newConversation(contactId, (await contacts.get(contactId))?.locale ?? 'es');
}
