import { type ApiRequest, one } from './api.ts';
import { sendKey } from './message-form.ts';
import { chance } from './random.ts';

/** What goes wrong with one request. */
export type Fault =
  /** An error instead of doing it. */
  | { kind: 'answer'; status: number; code?: number; message?: string }
  /** No answer, ever: the request was not processed, or it was. */
  | { kind: 'hang'; when: 'before' | 'after' }
  /** The connection breaks, before or after processing. */
  | { kind: 'reset'; when: 'before' | 'after' }
  /** Processed, but the answer breaks off in the middle, or is a gateway's page. */
  | { kind: 'truncate' }
  | { kind: 'garble' }
  /** Accepted, and fails afterwards by status callback. */
  | { kind: 'later'; code: number; status?: 'failed' | 'undelivered' }
  /** Accepted, and its status callbacks go astray. */
  | { kind: 'callbacks'; drop?: boolean; duplicate?: boolean; reverse?: boolean; delayMs?: number };

export type Api = 'messages' | 'list' | 'content' | 'typing';

export type FaultOptions = {
  times?: number;
  on?: Api;
  /** Only messages to this address, e.g. `whatsapp:+573000000001`. */
  to?: string;
  /** Only messages that come with this field. */
  having?: 'Body' | 'ContentSid';
};

/** Probability of each fault per request to send, drawn from the seed and the message, not from the hour. */
export type Chaos = { fault: Fault; rate: number }[];

export type Faults = ReturnType<typeof createFaults>;

export function createFaults(seed: number) {
  const script: {
    fault: Fault;
    left: number;
    on: Api;
    to?: string | undefined;
    having?: string | undefined;
  }[] = [];
  const seen = new Map<string, number>();
  let chaos: Chaos = [];

  return {
    next(fault: Fault, { times = 1, on = 'messages', to, having }: FaultOptions = {}): void {
      script.push({ fault, left: times, on, to, having });
    },

    chaos(faults: Chaos): void {
      chaos = faults;
    },

    clear(): void {
      script.length = 0;
      chaos = [];
    },

    /** The fault of this request, if any. */
    take(api: Api, form: ApiRequest['form']): Fault | null {
      const entry = script.find(
        ({ left, on, to, having }) =>
          left > 0 && on === api && (!to || to === one(form.To)) && (!having || one(form[having]) !== ''),
      );
      if (entry) {
        entry.left -= 1;
        return entry.fault;
      }
      return api === 'messages' && chaos.length > 0 ? draw(sendKey(form)) : null;
    },
  };

  function draw(key: string): Fault | null {
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    let drawn = chance(seed, `${key}#${times}`);
    for (const { fault, rate } of chaos) {
      if (drawn < rate) return fault;
      drawn -= rate;
    }
    return null;
  }
}
