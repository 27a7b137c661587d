import { type ApiAnswer, type ApiRequest, isRefusal, refusal } from './api.ts';
import { brokenLimit, screen } from './bubble.ts';
import type { CallbackFate, Callbacks, Step } from './callbacks.ts';
import type { FakeClock } from './clock.ts';
import type { Content, Contents } from './contents.ts';
import { listMessages } from './list-messages.ts';
import { checkSend, type SendForm, sendKey } from './message-form.ts';
import type { People, Person } from './people.ts';
import type { Sids } from './sids.ts';
import { resource, type StoredMessage } from './stored-message.ts';

export type Fate = { fails?: { code: number; status: string }; callbacks?: CallbackFate };

export type MessagesOptions = {
  accountSid: string;
  sender: string;
  clock: FakeClock;
  sids: Sids;
  people: People;
  contents: Contents;
  callbacks: Callbacks;
  /** Statuses a message goes through; Twilio reports no callback for the first, `queued`. */
  statuses: string[];
};

const WINDOW_MS = 24 * 60 * 60 * 1000;

/** Twilio's loop guard (error 14107). */
const LOOP = { sends: 15, perMs: 30_000 };

/** The Messages API, and WhatsApp behind it. */
export function createMessages(options: MessagesOptions) {
  const { accountSid, sender, clock, sids, people, contents, callbacks, statuses } = options;
  const bySid = new Map<string, StoredMessage>();
  const byRecipient = new Map<string, StoredMessage[]>();

  function create(form: ApiRequest['form'], fate: Fate): ApiAnswer {
    const checked = checkSend(form, { sender, content: contents.get });
    if (isRefusal(checked)) return checked;
    const person = people.find(checked.to);
    if (person.optedOut) return refusal(400, 21610, 'Attempt to send to unsubscribed recipient');
    const now = clock.now();
    while (now - (person.sends[0] ?? now) >= LOOP.perMs) person.sends.shift();
    if (person.sends.length >= LOOP.sends) return refusal(400, 14107, 'Message loop detected');
    person.sends.push(now);

    const message = store(checked, { sid: sids('SM', `out:${sendKey(form)}`), now });
    const code = fate.fails?.code ?? failure(person, checked);
    const status = fate.fails?.status ?? (code === 63016 ? 'failed' : 'undelivered');
    callbacks.deliver(message, code === null ? happy() : failing(code, status), fate.callbacks ?? {});
    if (code === null) {
      const { looks } = checked;
      people.show(person, { ...looks, sid: message.sid, at: new Date(now), screen: screen(looks) });
    }
    return { status: 201, body: resource({ ...message, status: 'queued' }, accountSid) };
  }

  function store(
    { to, from, looks, content, statusCallback }: SendForm,
    { sid, now }: { sid: string; now: number },
  ): StoredMessage {
    const message: StoredMessage = {
      sid,
      to,
      from,
      body: looks.text,
      status: 'queued',
      createdAt: now,
      sentAt: null,
      errorCode: null,
      contentSid: content?.sid ?? null,
      statusCallback,
    };
    bySid.set(message.sid, message);
    const before = byRecipient.get(to);
    if (before) before.push(message);
    else byRecipient.set(to, [message]);
    return message;
  }

  /** Why WhatsApp would not deliver it: known to Twilio only after it has accepted the message. */
  function failure(person: Person, { looks, content }: SendForm): number | null {
    if (!person.onWhatsApp) return 63024;
    if (!isTemplate(content) && !windowOpen(person)) return 63016;
    return brokenLimit(looks) === null ? null : 63021;
  }

  function windowOpen({ lastWroteAt }: Person): boolean {
    return lastWroteAt !== null && clock.now() - lastWroteAt < WINDOW_MS;
  }

  function happy(): Step[] {
    return statuses.map((status) => ({ status, errorCode: null }));
  }

  function handle({ method, path, query, form }: ApiRequest, fate: Fate): ApiAnswer {
    const sid = /\/Messages\/(\w+)\.json$/.exec(path)?.[1];
    if (sid) {
      const message = bySid.get(sid);
      if (message) return { status: 200, body: resource(message, accountSid) };
      return refusal(404, 20404, `The requested resource ${path} was not found`);
    }
    if (method === 'POST') return create(form, fate);
    const messages = byRecipient.get(query.get('To') ?? '') ?? (query.has('To') ? [] : [...bySid.values()]);
    return listMessages(messages, { path, query, accountSid });
  }

  return { handle, get: (sid: string) => bySid.get(sid), all: () => [...bySid.values()] };
}

function failing(code: number, status: string): Step[] {
  return [
    { status: 'sent', errorCode: null },
    { status, errorCode: code },
  ].slice(status === 'failed' ? 1 : 0);
}

function isTemplate(content: Content | null): boolean {
  return content?.approval === 'approved';
}
