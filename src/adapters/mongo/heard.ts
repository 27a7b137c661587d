import type { InboundContent } from '../../domain/message.ts';
import type { Heard } from '../../usecases/shadow.ts';
import type { Vault } from '../../usecases/vault.ts';
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
    conversations.push(
      found.map(({ content, createdAt }) => ({
        content: JSON.parse(vault.open(content)) as InboundContent,
        at: createdAt,
      })),
    );
  }
  return conversations;
}
