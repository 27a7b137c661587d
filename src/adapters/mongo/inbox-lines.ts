import type { HandoffReason } from '../../domain/handoff.ts';
import type { InboxLine } from '../../usecases/console/inbox.ts';
import { readable, type Vault } from '../../usecases/vault.ts';
import type { ContactDocument } from './documents.ts';
import { readHistory } from './history.ts';
import type { Models } from './models.ts';

/** The chats of these contacts in the order given: four queries by id, and each one's last message by its history's index. */
export async function linesOf(models: Models, vault: Vault, ids: string[]): Promise<InboxLine[]> {
  const among = { $in: ids };
  const [contacts, talks, tickets, held, last] = await Promise.all([
    models.contacts.find({ _id: among }).lean(),
    models.conversations.find({ _id: among }, { owner: 1, lastInboundAt: 1 }).lean(),
    models.handoffs.find({ contactId: among, open: true }).sort({ openedAt: 1 }).lean(),
    models.takeovers.find({ _id: among }).lean(),
    Promise.all(ids.map((contactId) => readHistory(models, vault, { contactId, limit: 1 }))),
  ]);
  const addresses = await addressesOf(vault, contacts);
  return ids.flatMap((contactId, place): InboxLine[] => {
    const contact = contacts.find(({ _id }) => _id === contactId);
    if (!contact) return [];
    const talk = talks.find(({ _id }) => _id === contactId);
    const takeover = held.find(({ _id }) => _id === contactId);
    const [line = null] = last[place] ?? [];
    const heard = talk?.lastInboundAt ?? null;
    return [
      {
        contactId,
        address: addresses.get(contactId) ?? null,
        at: line?.at ?? contact.createdAt,
        last: line,
        tickets: tickets
          .filter((one) => one.contactId === contactId)
          .map(({ _id: id, reason, openedAt }) => ({ id, reason: reason as HandoffReason, openedAt })),
        owner: talk?.owner ?? 'bot',
        takenBy: takeover?.by ?? null,
        waiting:
          takeover !== undefined && heard !== null && (!takeover.repliedAt || heard > takeover.repliedAt),
        optedOut: contact.optedOut !== 'nothing',
        territory: contact.territory ?? null,
      },
    ];
  });
}

async function addressesOf(vault: Vault, contacts: ContactDocument[]): Promise<Map<string, string | null>> {
  const read = contacts.map(
    async ({ _id, identities: [first] }): Promise<[string, string | null]> => [
      _id,
      first ? await readable(vault, first.sealed) : null,
    ],
  );
  return new Map(await Promise.all(read));
}
