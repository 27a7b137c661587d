import type { FakeClock } from './clock.ts';
import {
  baseFields,
  type Fields,
  type ListStyle,
  locationFields,
  type MediaKind,
  mediaFields,
  tapFields,
} from './inbound-fields.ts';
import type { People } from './people.ts';
import type { Sids } from './sids.ts';
import type { WebhookAnswer, WebhookPoster } from './webhook-post.ts';

/** What the server under test answered to the webhook of one message. */
export type Said = WebhookAnswer & { sid: string };

export type Writers = ReturnType<typeof createWriters>;

/** What people can do on their phones; each resolves with the server's answer to the webhook. */
export function createWriters(options: {
  accountSid: string;
  sender: string;
  clock: FakeClock;
  sids: Sids;
  people: People;
  poster: WebhookPoster;
  inboundUrl: () => string;
}) {
  const { accountSid, sender, clock, sids, people, poster, inboundUrl } = options;
  const inboundSids = new Set<string>();

  /** The form of a message, as Twilio would post it; the person has written by then. */
  function compose(address: string, fields: Fields): Fields {
    const person = people.find(address);
    const sid = fields.MessageSid ?? sids('SM', `in:${address}`);
    inboundSids.add(sid);
    person.lastWroteAt = clock.now();
    return { ...baseFields(person, { sid, accountSid, to: sender }), ...fields };
  }

  async function write(address: string, fields: Fields, overrides: Fields): Promise<Said> {
    const form = compose(address, { ...fields, ...overrides });
    const answer = await poster.post({ url: inboundUrl(), form });
    return { ...answer, sid: form.MessageSid ?? '' };
  }

  function sendMedia(address: string, kind: MediaKind, caption = '', overrides: Fields = {}): Promise<Said> {
    const url = `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Messages/x/Media/${sids('ME', address)}`;
    return write(address, mediaFields(kind, caption, { url }), overrides);
  }

  return {
    compose,

    say(address: string, text: string, overrides: Fields = {}): Promise<Said> {
      return write(address, { Body: text }, overrides);
    },

    /** Taps a choice by its title: under the newest message that has it, or under that with the given SID. */
    async tap(
      address: string,
      title: string,
      {
        under,
        style = 'ListId',
        overrides = {},
      }: { under?: string; style?: ListStyle; overrides?: Fields } = {},
    ): Promise<Said> {
      const person = people.find(address);
      const bubble = person.inbox.findLast(
        ({ sid, choices }) => (!under || sid === under) && choices.some((choice) => choice.title === title),
      );
      const choice = bubble?.choices.find((one) => one.title === title);
      if (!bubble || !choice) throw new Error(`nothing to tap says “${title}”`);
      return write(address, tapFields({ bubble, choice, person, style }), overrides);
    },

    sendMedia,

    voiceNote(address: string, overrides: Fields = {}): Promise<Said> {
      return sendMedia(address, 'audio', '', overrides);
    },

    shareLocation(
      address: string,
      place: { latitude: number; longitude: number; label?: string },
      overrides: Fields = {},
    ): Promise<Said> {
      return write(address, locationFields(place), overrides);
    },

    wrote: (sid: string) => inboundSids.has(sid),
  };
}
