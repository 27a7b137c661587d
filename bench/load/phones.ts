import { startApi } from './api.ts';
import { ACCOUNT } from './settings.ts';
import { createWebhooks } from './webhooks.ts';

/** The beginning of a screening, typed. */
const SCREENING = ['hola', 'ver si cumplo', 'sí', '3 años', 'somos 4', 'en un local'];
export const MESSAGES_EACH = SCREENING.length;
/** A reply that takes longer is lost. */
const LOST_MS = 30_000;

export type Talked = {
  messages: number;
  ms: number;
  acknowledged: number[];
  replied: number[];
  /** Replies that did not come. */
  lost: number;
  /** Different last replies: one, when everybody got to the same question. */
  ends: Set<string>;
};

export type Phones = Awaited<ReturnType<typeof startPhones>>;

/** People who write, wait for the answer and write again, so many at a time; and the API that their answers come by. */
export async function startPhones(latencyMs: number) {
  const waiting = new Map<string, (look: string) => void>();
  let contacts = 0;
  let sids = 0;
  const api = await startApi({
    latencyMs,
    onMessage({ to, look }) {
      waiting.get(to)?.(look);
      waiting.delete(to);
    },
  });

  async function talk(
    servers: string[],
    publicUrl: string,
    size: { contacts: number; concurrency: number },
  ): Promise<Talked> {
    const webhooks = createWebhooks(servers, publicUrl, size.concurrency);
    const talked: Talked = {
      messages: 0,
      ms: 0,
      acknowledged: [],
      replied: [],
      lost: 0,
      ends: new Set(),
    };
    const began = performance.now();
    let left = size.contacts;
    const people = Array.from({ length: size.concurrency }, async () => {
      while (left-- > 0) await screening();
    });
    await Promise.all(people);
    talked.ms = performance.now() - began;
    webhooks.close();
    return talked;

    async function screening(): Promise<void> {
      const number = `57300${String(++contacts).padStart(7, '0')}`;
      const address = `whatsapp:+${number}`;
      let last = '';
      for (const text of SCREENING) {
        const reply = new Promise<string | null>((resolve) => {
          const lost = setTimeout(() => resolve(null), LOST_MS);
          waiting.set(address, (look) => {
            clearTimeout(lost);
            resolve(look);
          });
        });
        const sent = performance.now();
        const told = reply.then((look) => {
          talked.replied.push(performance.now() - sent);
          return look;
        });
        const status = await webhooks.post(formOf(address, number, text));
        talked.acknowledged.push(performance.now() - sent);
        if (status !== 200) throw new Error(`a webhook was answered ${status}`);
        const look = await told;
        talked.messages++;
        if (look === null) talked.lost++;
        last = look ?? 'lost';
      }
      talked.ends.add(last);
    }
  }

  function formOf(address: string, number: string, text: string): Record<string, string> {
    const sid = `SM${(++sids).toString(16).padStart(32, '0')}`;
    return {
      AccountSid: ACCOUNT.sid,
      ApiVersion: '2010-04-01',
      Body: text,
      From: address,
      MessageSid: sid,
      MessageType: 'text',
      NumMedia: '0',
      NumSegments: '1',
      ProfileName: 'Ana',
      ReferralNumMedia: '0',
      SmsMessageSid: sid,
      SmsSid: sid,
      SmsStatus: 'received',
      To: ACCOUNT.from,
      WaId: number,
    };
  }

  return { apiUrl: api.url, talk, close: () => api.close() };
}
