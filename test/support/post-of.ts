import type { InboundMessage } from '../../src/domain/message.ts';
import { parseInboundForm } from '../../src/http/twilio/inbound-form.ts';
import type { FakeWhatsApp } from './fake-whatsapp/fake-whatsapp.ts';

/** What a person wrote, as it stands behind the door: to be handed to any house, at any time, any number of times. */
export function postOf(
  fake: FakeWhatsApp,
  person: string,
  text: string,
  { at = new Date(), fields = {} }: { at?: Date; fields?: Record<string, string> } = {},
): InboundMessage {
  const parsed = parseInboundForm(fake.compose(person, { Body: text, ...fields }), at);
  if (parsed.kind !== 'message') throw new Error('the fake wrote no message');
  return parsed.message;
}
