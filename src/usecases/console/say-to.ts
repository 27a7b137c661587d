import type { OutboundContent } from '../../domain/message.ts';
import { position } from '../../domain/records.ts';
import type { Ports } from '../ports.ts';

type Said = { id: string; contactId: string } & ({ text: string } | { content: OutboundContent });

/** Puts one message on its way to a contact under an id of its own: said again, it is said once. */
export async function sayTo(
  house: { ports: Ports; deliver(contactId: string): Promise<void> },
  said: Said,
): Promise<void> {
  const { ports } = house;
  const { id, contactId } = said;
  const contact = await ports.contacts.get(contactId);
  if (!contact) return;
  const now = ports.clock();
  await ports.outbound.insertAbsent([
    {
      id,
      contactId: contact.id,
      channel: contact.channel,
      purpose: 'reply',
      about: null,
      content: 'content' in said ? said.content : { kind: 'text', text: said.text },
      position: position(now, id, 0),
      answers: null,
      state: 'queued',
      attempts: 0,
      lastAttemptAt: null,
      nextAttemptAt: now,
      leaseUntil: null,
      sid: null,
      absorbs: [],
    },
  ]);
  ports.signals.changed(contact.id);
  // Stored, so it goes out even if this attempt is cut: the sweep finds it.
  house.deliver(contact.id).catch((error: unknown) => {
    ports.log.warn('delivery put off', { message: id, error: error instanceof Error ? error : undefined });
  });
}
