import { type Conversation, deserialise, newConversation } from '../flow/conversation.ts';
import type { Vault } from './vault.ts';

/** What conversations are sealed with, and the language of one that must begin anew. */
export type Sealing = { vault: Pick<Vault, 'of' | 'read'>; defaultLocale: string };

/** A stored conversation. Where its key is shredded, what was said is gone and its revision counts on. */
export async function openConversation(
  { vault, defaultLocale }: Sealing,
  stored: { contactId: string; revision: number; state: string },
): Promise<Conversation> {
  const opened = await vault.read(stored.state);
  if (opened.kind === 'opened') return deserialise(opened.text);
  if (opened.kind === 'missing') throw new Error('the key of a conversation is missing');
  return { ...newConversation(stored.contactId, defaultLocale), revision: stored.revision };
}
