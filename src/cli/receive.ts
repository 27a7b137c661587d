import { readFileSync } from 'node:fs';
import { inHouse } from '../composition/open-house.ts';
import type { InboundMessage } from '../domain/message.ts';
import { parseInboundForm } from '../http/twilio/inbound-form.ts';
import { UsageFault } from './usage.ts';

/** Replays a saved webhook body (a form as Twilio posts it, or the same as JSON) through the usual way. */
export async function receive(args: string[]): Promise<void> {
  const [file] = args;
  if (!file) throw new UsageFault('usage: receive FILE');
  const parsed = parseInboundForm(readForm(file), new Date());
  if (parsed.kind === 'invalid') throw new UsageFault(`${file} lacks: ${parsed.missing.join(', ')}`);
  if (parsed.kind === 'ignored') throw new UsageFault(`${file} is no message: ${parsed.reason}`);
  await inHouse(async (house) => {
    // Without Twilio's credentials the answer goes where the simulator shows it.
    const channel = house.config.twilio ? 'twilio' : 'simulator';
    const message: InboundMessage = { ...parsed.message, channel };
    const received = await house.receive(message);
    const contactId = await house.ports.contacts.resolve({ ...message, at: message.receivedAt });
    await house.conversing.deliver(contactId);
    for (let tries = 0; tries < TRIES; tries++) {
      if ((await house.ports.inbound.unanswered(contactId, 1)).length === 0) break;
      await new Promise((resolve) => setTimeout(resolve, TRY_EVERY_MS));
    }
    await house.conversing.deliver(contactId);
    console.log(JSON.stringify({ received: received.kind, message: message.id, contact: contactId }));
  });
}

const TRIES = 100;
const TRY_EVERY_MS = 50;

function readForm(file: string): Record<string, unknown> {
  try {
    const text = readFileSync(file, 'utf8');
    if (text.trimStart().startsWith('{')) return JSON.parse(text) as Record<string, unknown>;
    return Object.fromEntries(new URLSearchParams(text.trim()));
  } catch (error) {
    throw new UsageFault(`${file} cannot be read: ${error instanceof Error ? error.message : ''}`, {
      cause: error,
    });
  }
}
