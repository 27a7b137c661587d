import { identityText } from '../domain/identity.ts';
import type { InboundMessage } from '../domain/message.ts';
import type { Lanes } from './lanes.ts';
import type { Ports } from './ports.ts';
import { PATIENCE_MS, throughOutage } from './through-outage.ts';

export type Receiving = {
  ports: Ports;
  /** Messages of one person are stored in the order they came to this door: a later one is not advanced before them. */
  lanes: Lanes;
  converse(contactId: string): Promise<void>;
};

export type Received = { kind: 'new' } | { kind: 'duplicate' } | { kind: 'unavailable' };

/** Takes one message in: once stored it will be answered, so the turn itself is not waited for. */
export async function receive({ ports, ...house }: Receiving, message: InboundMessage): Promise<Received> {
  return await ports.log.within(message.id, () => receiveWithin({ ports, ...house }, message));
}

async function receiveWithin(house: Receiving, message: InboundMessage): Promise<Received> {
  const { ports, lanes } = house;
  const [identity] = message.identities;
  const person = identity ? identityText(identity) : message.id;
  const stored = lanes(person, () => throughOutage(ports, () => store(house, message)));
  const patience = endOfPatience();
  try {
    return await Promise.race([stored, patience.ended]);
  } catch (error) {
    if (ports.isOutage(error)) return { kind: 'unavailable' };
    throw error;
  } finally {
    patience.stop();
    stored.catch(() => undefined);
  }
}

/** Whatever the driver still waits for: what it stores after all is a duplicate when it is posted again. */
function endOfPatience(): { ended: Promise<Received>; stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  const ended = new Promise<Received>((resolve) => {
    timer = setTimeout(() => resolve({ kind: 'unavailable' }), PATIENCE_MS);
  });
  return { ended, stop: () => clearTimeout(timer) };
}

async function store(house: Receiving, message: InboundMessage): Promise<Received> {
  const { ports } = house;
  const { identities, channel, receivedAt: at } = message;
  const contactId = await ports.contacts.resolve({ identities, channel, at });
  if (!(await ports.inbound.insert(message, contactId))) return { kind: 'duplicate' };
  ports.log.info('message received', { turn: message.id, contact: contactId });
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
