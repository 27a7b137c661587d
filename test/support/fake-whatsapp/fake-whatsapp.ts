import { type ApiAnswer, type ApiRequest, one, refusal } from './api.ts';
import type { Bubble } from './bubble.ts';
import { createCallbacks } from './callbacks.ts';
import { createClock, type FakeClock } from './clock.ts';
import { type ContentDefinition, createContents } from './contents.ts';
import { type Api, createFaults, type Fault, type FaultOptions } from './faults.ts';
import {
  baseFields,
  type Fields,
  type ListStyle,
  locationFields,
  type MediaKind,
  mediaFields,
  tapFields,
} from './inbound-fields.ts';
import { createMessages, type Fate } from './messages.ts';
import { createPeople, type PersonTraits, toAddress } from './people.ts';
import { startServer } from './server.ts';
import { createSids } from './sids.ts';
import { createWebhookPoster, type WebhookAnswer } from './webhook-post.ts';

export type FakeOptions = {
  /** 0 for a free one. */
  port?: number;
  accountSid?: string;
  authToken?: string;
  /** The sender under test. */
  from?: string;
  /** Where inbound messages go, e.g. `http://127.0.0.1:3000/twilio/inbound`. May be given later by `connect`. */
  inboundUrl?: string;
  seed?: number;
  clock?: FakeClock;
  latencyMs?: number;
  maxConcurrent?: number;
  statuses?: string[];
  callbackDelayMs?: number;
};

/** What the server under test answered to a webhook. */
export type Said = WebhookAnswer & { sid: string };

export type FakeWhatsApp = Awaited<ReturnType<typeof startFakeWhatsApp>>;

/** Twilio and the phones behind it, in one process: the API the bot calls, and people who write to the bot. */
export async function startFakeWhatsApp(options: FakeOptions = {}) {
  const {
    accountSid = `AC${'f'.repeat(32)}`,
    authToken = 'fake-auth-token',
    from: sender = 'whatsapp:+14155238886',
    seed = 1,
    clock = createClock(),
    statuses = ['sent', 'delivered', 'read'],
  } = options;
  let inboundUrl = options.inboundUrl ?? '';
  let latencyMs = options.latencyMs ?? 0;

  const sids = createSids(seed);
  const faults = createFaults(seed);
  const people = createPeople();
  const contents = createContents({ sids, accountSid });
  const poster = createWebhookPoster({ authToken });
  const callbacks = createCallbacks({ accountSid, clock, poster, delayMs: options.callbackDelayMs ?? 0 });
  const messages = createMessages({ accountSid, sender, clock, sids, people, contents, callbacks, statuses });
  const inboundSids = new Set<string>();
  const typingUnder: string[] = [];
  const requests: Record<Api, number> = { messages: 0, list: 0, content: 0, typing: 0 };

  const server = await startServer({
    port: options.port ?? 0,
    accountSid,
    authToken,
    faults,
    latency: () => latencyMs,
    maxConcurrent: options.maxConcurrent ?? Number.POSITIVE_INFINITY,
    onRequest: (api) => {
      requests[api] += 1;
    },
    handle(api, request, fault) {
      if (api === 'content') return contents.handle(request);
      if (api === 'typing') return typing(request);
      return messages.handle(request, fateOf(fault));
    },
  });

  function typing({ form }: ApiRequest): ApiAnswer {
    if (one(form.channel) !== 'whatsapp') return refusal(400, 20001, 'Invalid channel');
    if (!inboundSids.has(one(form.messageId))) return refusal(404, 20404, 'Message not found');
    typingUnder.push(one(form.messageId));
    return { status: 200, body: { success: true } };
  }

  async function receive(address: string, fields: Fields, overrides: Fields): Promise<Said> {
    const person = people.find(address);
    const sid = overrides.MessageSid ?? sids('SM');
    inboundSids.add(sid);
    person.lastWroteAt = clock.now();
    const base = baseFields(person, { sid, accountSid, to: sender });
    const answer = await poster.post(inboundUrl, { ...base, ...fields, ...overrides });
    return { ...answer, sid };
  }

  return {
    /** What TWILIO_API_URL is set to. */
    url: server.url,
    accountSid,
    authToken,
    from: sender,
    clock,
    faults,
    contents,
    messages,
    /** How often each API was called. */
    requests,
    /** The inbound messages under which "typing…" was shown. */
    typingUnder,

    connect(url: string): void {
      inboundUrl = url;
    },

    latency(ms: number): void {
      latencyMs = ms;
    },

    person(address: string, traits: PersonTraits = {}) {
      return people.find(address, traits);
    },

    /** The next `times` requests are answered with this error. */
    failNext(
      times: number,
      error: { status: number; code?: number; message?: string },
      on: FaultOptions = {},
    ) {
      faults.next({ kind: 'answer', ...error }, { ...on, times });
    },

    /** A template as Meta approved it; answers its SID. */
    addTemplate(definition: ContentDefinition): string {
      const answer = contents.create(definition);
      const content = [...contents.all.values()].at(-1);
      if (answer.status !== 201 || !content)
        throw new Error(`not a template: ${JSON.stringify(answer.body)}`);
      content.approval = 'approved';
      return content.sid;
    },

    /** What this person reads on the phone, oldest first. */
    inbox(address: string): Bubble[] {
      return people.find(address).inbox;
    },

    /** The inbox once it holds at least so many messages. */
    waitForInbox(address: string, size: number, timeoutMs = 10_000): Promise<Bubble[]> {
      const person = people.find(address);
      if (person.inbox.length >= size) return Promise.resolve(person.inbox);
      return new Promise((resolve, reject) => {
        const watch = () => {
          if (person.inbox.length < size) return;
          clearTimeout(timer);
          messages.watchers.delete(watch);
          resolve(person.inbox);
        };
        const timer = setTimeout(() => {
          messages.watchers.delete(watch);
          reject(
            new Error(
              `${person.inbox.length} of ${size} messages came: ${person.inbox.map((b) => b.screen)}`,
            ),
          );
        }, timeoutMs);
        messages.watchers.add(watch);
      });
    },

    say(address: string, text: string, overrides: Fields = {}): Promise<Said> {
      return receive(address, { Body: text }, overrides);
    },

    /** Taps a choice by its title: under the newest message that has it, or under that with the given SID. */
    async tap(
      address: string,
      title: string,
      { under, style = 'ListId', ...overrides }: { under?: string; style?: ListStyle } & Fields = {},
    ): Promise<Said> {
      const person = people.find(address);
      const bubble = person.inbox.findLast(
        ({ sid, choices }) => (!under || sid === under) && choices.some((choice) => choice.title === title),
      );
      const choice = bubble?.choices.find((one) => one.title === title);
      if (!bubble || !choice) throw new Error(`nothing to tap says “${title}”`);
      return receive(address, tapFields(bubble, choice, person, style), overrides);
    },

    sendMedia(address: string, kind: MediaKind, caption = '', overrides: Fields = {}): Promise<Said> {
      const url = `${server.url}/2010-04-01/Accounts/${accountSid}/Messages/media/Media/${sids('ME')}`;
      return receive(address, mediaFields(kind, caption, { url }), overrides);
    },

    voiceNote(address: string, overrides: Fields = {}): Promise<Said> {
      return this.sendMedia(address, 'audio', '', overrides);
    },

    shareLocation(
      address: string,
      place: { latitude: number; longitude: number; label?: string },
      overrides: Fields = {},
    ): Promise<Said> {
      return receive(address, locationFields(place), overrides);
    },

    /** A form signed as Twilio signs, whatever it says and wherever it goes. */
    post(url: string, form: Fields, token?: string): Promise<WebhookAnswer> {
      return poster.post(url, form, token);
    },

    address: toAddress,

    /** Once every status callback has been posted. */
    settled: () => callbacks.settled(),

    async close(): Promise<void> {
      clock.stop();
      poster.close();
      await server.close();
    },
  };
}

function fateOf(fault: Fault | null): Fate {
  if (fault?.kind === 'later') return { fails: { code: fault.code, status: fault.status ?? 'undelivered' } };
  if (fault?.kind !== 'callbacks') return {};
  const { kind: _, ...callbacks } = fault;
  return { callbacks };
}
