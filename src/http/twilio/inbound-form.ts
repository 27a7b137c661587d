import { z } from 'zod';
import { type Identity, parseIdentity } from '../../domain/identity.ts';
import type { InboundContent, InboundMessage, MediaType } from '../../domain/message.ts';
import { cleanText } from './clean-text.ts';
import { field, messageSid } from './form-fields.ts';
import { findReply } from './interactive-reply.ts';

export type InboundForm =
  | { kind: 'message'; message: InboundMessage }
  | { kind: 'invalid'; missing: string[] }
  /** Not a message of a person on WhatsApp: acknowledged and dropped. */
  | { kind: 'ignored'; reason: 'status-callback' | 'other-channel' };

/** Reads Twilio's webhook for one message. Takes any form: fields come and go without notice. */
export function parseInboundForm(form: unknown, receivedAt: Date): InboundForm {
  const fields = InboundFields.safeParse(form).data;
  if (!fields) return { kind: 'invalid', missing: ['MessageSid', 'From'] };
  if (isStatus(fields)) return { kind: 'ignored', reason: 'status-callback' };

  const id = messageSid(fields.MessageSid, fields.SmsMessageSid, fields.SmsSid);
  const identities = identitiesOf(fields);
  if (id === null || identities.length === 0) {
    if (id !== null && OTHER_CHANNEL.test(fields.From)) return { kind: 'ignored', reason: 'other-channel' };
    return {
      kind: 'invalid',
      missing: [...(id === null ? ['MessageSid'] : []), ...(identities.length === 0 ? ['From'] : [])],
    };
  }
  if (!isWhatsApp(fields)) return { kind: 'ignored', reason: 'other-channel' };

  const message: InboundMessage = {
    id,
    channel: 'twilio',
    identities,
    to: cleanText(fields.To, MAX_NAME),
    content: contentOf(fields),
    profileName: cleanText(fields.ProfileName, MAX_NAME).replace(/\s+/g, ' ').trim() || null,
    repliedTo: messageSid(fields.OriginalRepliedMessageSid),
    receivedAt,
  };
  return { kind: 'message', message };
}

const InboundFields = z.object({
  MessageSid: field,
  SmsMessageSid: field,
  SmsSid: field,
  MessageStatus: field,
  SmsStatus: field,
  From: field,
  To: field,
  WaId: field,
  ExternalUserId: field,
  ProfileName: field,
  Body: field,
  ButtonPayload: field,
  ButtonText: field,
  ListId: field,
  ListTitle: field,
  InteractiveData: field,
  ChannelMetadata: field,
  OriginalRepliedMessageSid: field,
  NumMedia: field,
  MediaContentType0: field,
  Latitude: field,
  Longitude: field,
  Label: field,
  Address: field,
});
type Fields = z.infer<typeof InboundFields>;

/** Four times what Twilio lets us send, and it lets a person send no more than once that. */
const MAX_TEXT = 4 * 1600;
const MAX_NAME = 100;
const MAX_LABEL = 300;

/** `messenger:…`, `rcs:…`: a channel's prefix that is not WhatsApp's. */
const OTHER_CHANNEL = /^(?!whatsapp:)[a-z][a-z0-9+.-]*:/i;

function isStatus({ MessageStatus, SmsStatus }: Fields): boolean {
  const status = MessageStatus || SmsStatus;
  return status !== '' && status !== 'received' && status !== 'receiving';
}

/** An SMS to the same number comes without a prefix on either side. */
function isWhatsApp({ From, To, WaId }: Fields): boolean {
  if (OTHER_CHANNEL.test(From)) return false;
  return [From, To].some((address) => address.startsWith('whatsapp:')) || WaId !== '';
}

/** Number first. A person with a username may come without one, and a number may stand in WaId alone. */
function identitiesOf({ From, WaId, ExternalUserId }: Fields): Identity[] {
  const candidates = [From, ExternalUserId, /^\d+$/.test(WaId) ? `+${WaId}` : WaId]
    .map(parseIdentity)
    .filter((identity) => identity !== null);
  const phone = candidates.find(({ kind }) => kind === 'phone');
  const scoped = candidates.find(({ kind }) => kind === 'scoped');
  return [phone, scoped].filter((identity) => identity !== undefined);
}

function contentOf(fields: Fields): InboundContent {
  const body = cleanText(fields.Body, MAX_TEXT);
  return (
    tapOf(fields, body) ??
    locationOf(fields) ??
    mediaOf(fields, body) ??
    textOf(body || cleanText(fields.ButtonText || fields.ListTitle, MAX_TEXT)) ?? { kind: 'unsupported' }
  );
}

function tapOf(fields: Fields, body: string): InboundContent | null {
  const direct = fields.ButtonPayload || fields.ListId;
  const reply = direct ? null : (findReply(fields.InteractiveData) ?? findReply(fields.ChannelMetadata));
  const payload = cleanText(direct || (reply?.id ?? ''), MAX_LABEL);
  if (payload === '') return null;
  const title = fields.ButtonText || fields.ListTitle || reply?.title || '';
  return { kind: 'tap', payload, title: cleanText(title, MAX_LABEL) || body };
}

function locationOf({ Latitude, Longitude, Label, Address }: Fields): InboundContent | null {
  const latitude = degrees(Latitude, 90);
  const longitude = degrees(Longitude, 180);
  if (latitude === null || longitude === null) return null;
  return { kind: 'location', latitude, longitude, label: cleanText(Label || Address, MAX_LABEL) };
}

function degrees(value: string, limit: number): number | null {
  const number = value.trim() === '' ? Number.NaN : Number(value);
  return Math.abs(number) <= limit ? number : null;
}

function mediaOf({ NumMedia, MediaContentType0 }: Fields, caption: string): InboundContent | null {
  if (!(Number(NumMedia) > 0) && MediaContentType0 === '') return null;
  return { kind: 'media', media: mediaType(MediaContentType0.toLowerCase()), caption };
}

function mediaType(contentType: string): MediaType {
  if (/^audio\/|^application\/ogg/.test(contentType)) return 'audio';
  if (contentType.startsWith('image/webp')) return 'sticker';
  if (contentType.startsWith('image/')) return 'image';
  if (contentType.startsWith('video/')) return 'video';
  if (/^text\/(x-)?vcard|^text\/directory/.test(contentType)) return 'contact-card';
  return 'document';
}

function textOf(text: string): InboundContent | null {
  return text.trim() === '' ? null : { kind: 'text', text };
}
