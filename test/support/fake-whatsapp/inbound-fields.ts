import type { Bubble, BubbleChoice } from './bubble.ts';
import type { Person } from './people.ts';

export type Fields = Record<string, string>;

/** How a tapped list row is told; which of them Twilio uses is not documented. */
export type ListStyle = 'ListId' | 'InteractiveData' | 'title';

/** What every inbound webhook of WhatsApp carries. */
export function baseFields(
  person: Person,
  { sid, accountSid, to }: { sid: string; accountSid: string; to: string },
): Fields {
  const phone = /^whatsapp:\+(\d+)$/.exec(person.address)?.[1];
  const scoped = person.scopedId ? `whatsapp:${person.scopedId}` : phone ? null : person.address;
  return {
    SmsMessageSid: sid,
    NumMedia: '0',
    ProfileName: person.profileName,
    MessageType: 'text',
    SmsSid: sid,
    ...(phone ? { WaId: phone } : {}),
    SmsStatus: 'received',
    Body: '',
    To: to,
    NumSegments: '1',
    ReferralNumMedia: '0',
    MessageSid: sid,
    AccountSid: accountSid,
    ChannelMetadata: metadata(person, {}),
    From: person.address,
    ...(scoped ? { ExternalUserId: scoped } : {}),
    ApiVersion: '2010-04-01',
  };
}

type Tap = { bubble: Bubble; choice: BubbleChoice; person: Person; style: ListStyle };

export function tapFields({ bubble, choice, person, style }: Tap): Fields {
  const reply = { OriginalRepliedMessageSid: bubble.sid, Body: choice.title, MessageType: 'interactive' };
  if (bubble.kind !== 'list') {
    const context = { ButtonText: choice.title, ButtonPayload: choice.id };
    return {
      ...reply,
      ButtonText: choice.title,
      ButtonPayload: choice.id,
      ButtonType: 'REPLY',
      ChannelMetadata: metadata(person, context),
    };
  }
  if (style === 'title') return reply;
  if (style === 'ListId') return { ...reply, ListId: choice.id, ListTitle: choice.title };
  const list = { type: 'list_reply', list_reply: { id: choice.id, title: choice.title } };
  return { ...reply, InteractiveData: JSON.stringify(list) };
}

const MEDIA = {
  audio: 'audio/ogg',
  image: 'image/jpeg',
  sticker: 'image/webp',
  video: 'video/mp4',
  document: 'application/pdf',
  'contact-card': 'text/vcard',
} as const;

export type MediaKind = keyof typeof MEDIA;

export function mediaFields(kind: MediaKind, caption: string, { url }: { url: string }): Fields {
  return {
    Body: caption,
    NumMedia: '1',
    MessageType: kind === 'contact-card' ? 'contacts' : kind,
    MediaContentType0: MEDIA[kind],
    MediaUrl0: url,
  };
}

export function locationFields(place: { latitude: number; longitude: number; label?: string }): Fields {
  return {
    Latitude: String(place.latitude),
    Longitude: String(place.longitude),
    MessageType: 'location',
    ...(place.label ? { Label: place.label, Address: place.label } : {}),
  };
}

function metadata(person: Person, context: Fields): string {
  const waId = person.address.replace(/^whatsapp:\+?/, '');
  const data = { context: { ...context, ProfileName: person.profileName, WaId: waId } };
  return JSON.stringify({ type: 'whatsapp', data });
}
