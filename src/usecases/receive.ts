import type { InboundMessage } from '../domain/message.ts';
import type { Ports } from './ports.ts';

export type Receiving = { ports: Ports; converse(contactId: string): Promise<void> };

/** How long the door keeps trying while MongoDB is away: Twilio waits 15 s for an answer. */
export const RETRY_FOR_MS = 12_000;
const RETRY_EVERY_MS = 250;

export type Received = { kind: 'new' } | { kind: 'duplicate' } | { kind: 'unavailable' };

/** Takes one message in: once stored it will be answered, so the turn itself is not waited for. */
export async function receive(house: Receiving, message: InboundMessage): Promise<Received> {
  const { ports } = house;
  const until = ports.clock().getTime() + RETRY_FOR_MS;
  for (;;) {
    try {
      return await store(house, message);
    } catch (error) {
      if (!ports.isOutage(error)) throw error;
      if (ports.clock().getTime() + RETRY_EVERY_MS > until) return { kind: 'unavailable' };
      await new Promise((resolve) => setTimeout(resolve, RETRY_EVERY_MS));
    }
  }
}

async function store(house: Receiving, message: InboundMessage): Promise<Received> {
  const { ports } = house;
  const { identities, channel, receivedAt: at } = message;
  const contactId = await ports.contacts.resolve({ identities, channel, at });
  if (!(await ports.inbound.insert(message, contactId))) return { kind: 'duplicate' };
  ports.signals.changed(contactId);
  const typing = setTimeout(() => ports.channel(channel)?.showTyping(message.id), TYPING_AFTER_MS);
  house
    .converse(contactId)
    .catch((error: unknown) => {
      ports.log.warn('turn put off', { turn: message.id, error: error instanceof Error ? error : undefined });
    })
    .finally(() => clearTimeout(typing));
  return { kind: 'new' };
}

/** An answer that takes longer shows the person that it is on its way. */
const TYPING_AFTER_MS = 700;
