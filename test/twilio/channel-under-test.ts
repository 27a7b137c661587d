import { createTwilioChannel, type TwilioChannelOptions } from '../../src/adapters/twilio/twilio-channel.ts';
import type { OutboundContent } from '../../src/domain/message.ts';
import type { SendRequest } from '../../src/usecases/channel.ts';
import type { FakeWhatsApp } from '../support/fake-whatsapp/fake-whatsapp.ts';
import { createMemoryContentRegistry } from '../support/memory-content-registry.ts';

export const ANA = '+573000000001';

/** For a fake that is told to be silent: where it answers, a busy machine must not turn that into a timeout. */
export const IMPATIENT = { timeoutMs: 500 };

/** A channel that speaks to the fake. */
export function channelTo(fake: FakeWhatsApp, overrides: Partial<TwilioChannelOptions> = {}) {
  return createTwilioChannel({
    accountSid: fake.accountSid,
    authToken: fake.authToken,
    from: fake.from,
    publicUrl: 'http://bot.example',
    apiUrl: fake.url,
    contents: createMemoryContentRegistry(),
    templates: () => null,
    ...overrides,
  });
}

export function toAna(content: OutboundContent, messageId = 'turn.0'): SendRequest {
  return { messageId, to: { kind: 'phone', value: ANA }, content };
}

export function textToAna(text: string): SendRequest {
  return toAna({ kind: 'text', text });
}

/** A question with as many short choices as asked for: three are buttons, more are a list. */
export function question(size: number, text = '¿Dónde atiende su negocio?'): OutboundContent {
  const choices = Array.from({ length: size }, (_, index) => ({
    id: `s:1:${index}`,
    title: `Opción ${index + 1}`,
  }));
  return { kind: 'choices', text, choices, listLabel: 'Ver opciones' };
}
