import type { ChannelName } from '../../domain/message.ts';
import type { ChatLine, ChatPage } from '../../usecases/chat-view.ts';
import { readable, type Vault } from '../../usecases/vault.ts';
import type { MessageDocument } from './documents.ts';
import type { Models } from './models.ts';

/** A contact's messages, oldest first; `before` is the id of the first one of the page that follows. */
export async function readHistory({ messages }: Models, vault: Vault, page: ChatPage): Promise<ChatLine[]> {
  const before = page.before ? await messages.findById(page.before, { position: 1 }).lean() : null;
  const found = await messages
    .find({
      contactId: page.contactId,
      state: { $ne: 'merged' },
      ...(before && { position: { $lt: before.position } }),
    })
    .sort({ position: -1, direction: -1 })
    .limit(page.limit)
    .lean();
  const lines = await Promise.all(found.map((one) => toLine(one, vault)));
  return lines.reverse();
}

async function toLine(found: MessageDocument, vault: Vault): Promise<ChatLine> {
  const text = await readable(vault, found.content);
  return {
    id: found._id,
    contactId: found.contactId,
    channel: found.channel as ChannelName,
    at: found.lastAttemptAt ?? found.createdAt,
    status: found.status ?? (found.direction === 'out' ? (found.state ?? null) : null),
    direction: found.direction,
    content: text === null ? { kind: 'deleted' } : JSON.parse(text),
  };
}
