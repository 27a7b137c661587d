import twilio from 'twilio';
import type { SendOutcome } from '../../domain/delivery.ts';
import { refusesForm } from '../../domain/form-refusal.ts';
import { toAddress } from '../../domain/identity.ts';
import { LIMITS, length, numbered, present } from '../../domain/presentation.ts';
import type { Channel, ContentRegistry, SendRequest } from '../../usecases/channel.ts';
import type { Log } from '../../usecases/ports.ts';
import { createContentResources } from './content-resources.ts';
import { contentShape, type Interactive } from './content-shape.ts';
import { createContent } from './create-content.ts';
import { outcomeOf } from './outcome.ts';
import { TwilioRequestClient } from './request-client.ts';
import { listSentMessages } from './sent-messages.ts';
import { createTypingIndicator } from './typing-indicator.ts';
import { tidyVariables } from './variable.ts';

export type TwilioChannelOptions = {
  accountSid: string;
  authToken: string;
  /** Our sender, with `whatsapp:` or without. */
  from: string;
  /** Where Twilio reaches us: status callbacks go to `<publicUrl>/twilio/status`. */
  publicUrl: string;
  /** Stands in for every Twilio host. */
  apiUrl?: string | undefined;
  contents: ContentRegistry;
  /** The Content SID of an approved template, null where there is none in this language. */
  templates: (name: string, locale: string) => string | null;
  log?: Pick<Log, 'warn'> | undefined;
  timeoutMs?: number | undefined;
  maxSockets?: number | undefined;
};

type Address = { to: string; from: string; statusCallback: string };
/** `bulk` goes over connections of its own: a reply never waits for one that many others wait for. */
type Line = { address: Address; bulk: boolean };
type Words = { body: string } | { contentSid: string; contentVariables: string };

export function createTwilioChannel(options: TwilioChannelOptions): Channel & { close(): void } {
  const { accountSid, authToken, contents, templates, log } = options;
  const from = options.from.startsWith('whatsapp:') ? options.from : `whatsapp:${options.from}`;
  const httpClient = new TwilioRequestClient(options);
  // Without these twilio-node takes them from the environment, and so its hosts.
  const client = twilio(accountSid, authToken, { httpClient, edge: '', region: '' });
  const bulkHttpClient = new TwilioRequestClient(options);
  const bulkClient = twilio(accountSid, authToken, { httpClient: bulkHttpClient, edge: '', region: '' });
  const statusUrl = `${options.publicUrl.replace(/\/+$/, '')}/twilio/status`;
  const showTyping = createTypingIndicator(client);
  const resources = createContentResources({
    registry: contents,
    create: (definition) => createContent(client, definition),
    onFailure: (error) => log?.warn('no content resource, buttons go as text', { reason: reasonOf(error) }),
  });

  async function post({ address, bulk }: Line, words: Words): Promise<SendOutcome> {
    // Delivery splits before it sends; half a message would be worse than a named refusal.
    if ('body' in words && length(words.body) > LIMITS.text) return never('text-too-long');
    try {
      const { messages } = bulk ? bulkClient : client;
      const { sid } = await messages.create({ ...address, ...words });
      return sid ? { kind: 'accepted', sid } : { kind: 'unknown', reason: 'unreadable-answer' };
    } catch (error) {
      return outcomeOf(error);
    }
  }

  async function postInteractive(line: Line, looks: Interactive): Promise<SendOutcome> {
    const shape = contentShape(looks);
    for (let round = 0; shape && round < 2; round++) {
      const contentSid = await resources.sidOf(shape);
      if (!contentSid) break;
      const outcome = await post(line, { contentSid, contentVariables: JSON.stringify(shape.variables) });
      if (outcome.kind !== 'refused') return outcome;
      if (!UNKNOWN_CONTENT.has(outcome.code) && !refusesForm(outcome.code)) return outcome;
      log?.warn('buttons refused, they go as text', { code: outcome.code, contentSid });
      if (!UNKNOWN_CONTENT.has(outcome.code)) break;
      await resources.forget(shape, contentSid);
    }
    return post(line, { body: numbered(looks.text, looks.choices) });
  }

  async function dispatch({ messageId, to, content, bulk = false }: SendRequest): Promise<SendOutcome> {
    const statusCallback = `${statusUrl}?m=${encodeURIComponent(messageId)}`;
    const line = { address: { to: toAddress(to), from, statusCallback }, bulk };
    const looks = present(content);
    if (looks.kind === 'text') return post(line, { body: looks.text });
    if (looks.kind !== 'template') return postInteractive(line, looks);
    const contentSid = templates(looks.template, looks.locale);
    if (!contentSid) return never('template-missing');
    return post(line, { contentSid, contentVariables: JSON.stringify(tidyVariables(looks.variables)) });
  }

  return {
    name: 'twilio',
    paced: true,

    async send(request) {
      try {
        return await dispatch(request);
      } catch (error) {
        return outcomeOf(error);
      }
    },

    listSent(to, since) {
      return listSentMessages(client, { from, to: toAddress(to), since });
    },

    sentBodies(content) {
      const looks = present(content);
      if (looks.kind === 'text') return [looks.text];
      if (looks.kind === 'template') return [];
      const asText = numbered(looks.text, looks.choices);
      const shape = contentShape(looks);
      return shape ? [shape.body, asText] : [asText];
    },

    showTyping,

    close() {
      httpClient.close();
      bulkHttpClient.close();
    },
  };
}

// After a change of account, or when someone deleted it in Twilio's console.
const UNKNOWN_CONTENT = new Set<number | null>([20404, 21655]);

function never(reason: string): SendOutcome {
  return { kind: 'refused', code: null, retry: 'never', reason };
}

function reasonOf(error: unknown): string {
  const outcome = outcomeOf(error);
  return outcome.kind === 'accepted' ? '' : outcome.reason;
}
