import { type ApiAnswer, type ApiRequest, one, refusal } from './api.ts';
import type { Bubble } from './bubble.ts';
import { createCallbacks } from './callbacks.ts';
import { createClock, type FakeClock } from './clock.ts';
import { type ContentDefinition, createContents } from './contents.ts';
import { type Api, createFaults, type Fault, type FaultOptions } from './faults.ts';
import type { Fields } from './inbound-fields.ts';
import { createMessages, type Fate } from './messages.ts';
import { createPeople, type Person, type PersonTraits } from './people.ts';
import { startServer } from './server.ts';
import { createSids } from './sids.ts';
import { createWebhookPoster } from './webhook-post.ts';
import { createWriters } from './writers.ts';

export type FakeOptions = {
  /** 0 for a free one. */
  port?: number;
  accountSid?: string;
  authToken?: string;
  /** The sender under test. */
  from?: string;
  /** Where inbound messages go, with connection overrides in its fragment; may be given later by `connect`. */
  inboundUrl?: string;
  /** Decides SIDs and random faults. */
  seed?: number;
  clock?: FakeClock;
  /** How long the API takes to answer. */
  latencyMs?: number;
  /** Requests at once before Twilio says 20429. */
  maxConcurrent?: number;
  /** What a message goes through after `queued`, each with its callback. */
  statuses?: string[];
  /** Between one status and the next. */
  callbackDelayMs?: number;
  /** Called with each message that reaches a phone. */
  onShown?: (person: Person, bubble: Bubble) => void;
};

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
    callbackDelayMs: delayMs = 0,
  } = options;
  let inboundUrl = options.inboundUrl ?? '';
  let latencyMs = options.latencyMs ?? 0;

  const sids = createSids(seed);
  const faults = createFaults(seed);
  const people = createPeople(options.onShown);
  const contents = createContents({ sids, accountSid });
  const poster = createWebhookPoster({ authToken });
  const callbacks = createCallbacks({ accountSid, clock, poster, delayMs });
  const messages = createMessages({ accountSid, sender, clock, sids, people, contents, callbacks, statuses });
  const writers = createWriters({
    ...{ accountSid, sender, clock, sids, people, poster },
    inboundUrl: () => inboundUrl,
  });
  const requests: Record<Api, number> = { messages: 0, list: 0, content: 0, typing: 0 };
  const typingUnder: string[] = [];

  function typing({ form }: ApiRequest): ApiAnswer {
    const inboundSid = one(form.messageId);
    if (one(form.channel) !== 'whatsapp') return refusal(400, 20001, 'Invalid channel');
    if (!writers.wrote(inboundSid)) return refusal(404, 20404, 'Message not found');
    typingUnder.push(inboundSid);
    return { status: 200, body: { success: true } };
  }

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

  return {
    ...writers,
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
    ): void {
      faults.next({ kind: 'answer', ...error }, { ...on, times });
    },

    /** A template as Meta approved it; answers its SID. */
    addTemplate(definition: ContentDefinition): string {
      const content = contents.add(definition);
      content.approval = 'approved';
      return content.sid;
    },

    /** What this person reads on the phone, oldest first. */
    inbox(address: string): Bubble[] {
      return people.find(address).inbox;
    },

    /** The inbox once it holds at least so many messages. */
    waitForInbox(address: string, size: number, timeoutMs?: number): Promise<Bubble[]> {
      return people.waitForInbox(address, size, timeoutMs);
    },

    /** A form signed as Twilio signs, whatever it says and wherever it goes. */
    post(url: string, form: Fields, token?: string) {
      return poster.post({ url, form, ...(token === undefined ? {} : { token }) });
    },

    /** Half a form to the inbound webhook, then the line is dead. */
    postHalf(form: Fields): Promise<void> {
      return poster.postHalf({ url: inboundUrl, form });
    },

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
