import type { OutboundContent } from '../../domain/message.ts';
import type { NoticeSent, Notices } from '../../usecases/notice-ports.ts';
import type { Vault } from '../../usecases/vault.ts';
import type { MessageDocument } from './documents.ts';
import type { Models } from './models.ts';

export function createNotices({ messages }: Models, vault: Vault): Omit<Notices, 'announce'> {
  const toSent = (found: MessageDocument) => noticeSent(vault, found);
  return {
    async bySid(contactId, sid) {
      // The simulator quotes a message by our own id.
      const named = { $or: [{ sids: sid }, { _id: sid }] };
      const found = await messages.findOne({ ...named, contactId, ...IS_NOTICE }).lean();
      return found && toSent(found);
    },
    async since(contactId, since, limit) {
      const found = await messages
        .find({ contactId, lastAttemptAt: { $gt: since }, ...IS_NOTICE })
        .sort({ lastAttemptAt: -1 })
        .limit(limit)
        .lean();
      return found.flatMap((one) => toSent(one) ?? []);
    },
  };
}

const IS_NOTICE = { direction: 'out' as const, 'about.flow': { $exists: true } };

function noticeSent(vault: Vault, found: MessageDocument): NoticeSent | null {
  const { about, lastAttemptAt } = found;
  if (!about || !lastAttemptAt) return null;
  const content = JSON.parse(vault.open(found.content)) as OutboundContent;
  const free = content.kind === 'notice' ? content.free : content;
  return { about, choices: free.kind === 'choices' ? free.choices : [], sentAt: lastAttemptAt };
}
