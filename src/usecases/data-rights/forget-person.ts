import { changeConversation } from '../console/change-conversation.ts';
import type { Ports } from '../ports.ts';

export type Forgetting = Pick<Ports, 'contacts' | 'conversations' | 'erasure' | 'screenings' | 'signals'>;

/** Outside the chat: the permission counts no more, what was told is gone, and whoever writes again begins anew. */
export async function forgetPerson(ports: Forgetting, contactId: string): Promise<void> {
  await ports.contacts.update(contactId, { consented: false });
  await ports.screenings.deleteOf(contactId);
  await changeConversation(ports, contactId, (conversation) => ({
    ...conversation,
    frames: [],
    parked: {},
    offers: [],
    memory: { greeted: conversation.memory.greeted ?? null },
  }));
  await ports.erasure.erase(contactId);
  ports.signals.changed(contactId);
}
