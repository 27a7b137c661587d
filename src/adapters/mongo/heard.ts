import type { InboundContent } from '../../domain/message.ts';
import type { Heard } from '../../usecases/shadow.ts';
import { readable, type Vault } from '../../usecases/vault.ts';
import type { Models } from './models.ts';

/** What the contacts heard from last wrote, without who they are: one list each, oldest message first. */
export async function readHeard({ messages }: Models, vault: Vault, last: number): Promise<Heard[]> {
  const recent = await messages.aggregate<{ _id: string }>([
    { $match: { direction: 'in' } },
    { $group: { _id: '$contactId', at: { $max: '$position' } } },
    { $sort: { at: -1 } },
    { $limit: last },
  ]);
  const conversations: Heard[] = [];
  for (const { _id: contactId } of recent) {
    const found = await messages.find({ contactId, direction: 'in' }).sort({ position: 1 }).lean();
    const heard: Heard = [];
    for (const { content, createdAt: at } of found) {
      const text = await readable(vault, content);
      if (text !== null) heard.push({ content: JSON.parse(text) as InboundContent, at });
    }
    conversations.push(heard);
  }
  return conversations;
}
