import { fileRequest } from '../data-rights/file-request.ts';
import type { Ports } from '../ports.ts';
import { changeConversation } from './change-conversation.ts';

export type Erasing = {
  ports: Pick<
    Ports,
    | 'clock'
    | 'consents'
    | 'contacts'
    | 'conversations'
    | 'dataRequests'
    | 'businessDays'
    | 'erasure'
    | 'screenings'
    | 'signals'
  >;
};

/** What somebody asked a coordinator for, outside the chat too (Ley 1581 of 2012, art. 8 e): the same deletion, on record. */
export async function eraseContact(
  { ports }: Erasing,
  wish: { contactId: string; key: string },
): Promise<void> {
  const { contactId, key } = wish;
  const at = ports.clock();
  await fileRequest(ports, { key, contactId, kind: 'erasure', at, answered: true });
  await ports.consents.record({
    ...{ key, contactId, at, purpose: 'screening', given: false },
    ...{ textVersion: 'console', messageId: key, source: 'console' },
  });
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
