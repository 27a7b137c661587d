import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InboundContent } from '../../src/domain/message.ts';
import { parseInboundForm } from '../../src/http/twilio/inbound-form.ts';

const SID = `SM${'a1'.repeat(16)}`;
const OTHER_SID = `MM${'B2'.repeat(16)}`;
const at = new Date('2026-11-22T15:00:00Z');

const base = {
  MessageSid: SID,
  SmsMessageSid: SID,
  SmsSid: SID,
  SmsStatus: 'received',
  From: 'whatsapp:+573000000001',
  To: 'whatsapp:+14155238886',
  WaId: '573000000001',
  ProfileName: 'Ana',
  Body: '',
  NumMedia: '0',
  ApiVersion: '2010-04-01',
};

function read(fields: Record<string, unknown>) {
  const parsed = parseInboundForm({ ...base, ...fields }, at);
  if (parsed.kind !== 'message') throw new Error(`not a message but ${parsed.kind}`);
  return parsed.message;
}

describe('what a person sent', () => {
  const row = { type: 'list_reply', list_reply: { id: 's:1:2', title: 'Tienda', description: 'de barrio' } };
  const context = { ButtonText: 'Sí', ButtonPayload: 's:1:0', ProfileName: 'Ana', WaId: '573000000001' };
  const shapes: [string, Record<string, unknown>, InboundContent][] = [
    ['text', { Body: 'hola' }, { kind: 'text', text: 'hola' }],
    ['text with a newline', { Body: 'uno\r\ndos' }, { kind: 'text', text: 'uno\ndos' }],
    ['text that looks like code', { Body: '{{x}} $where' }, { kind: 'text', text: '{{x}} $where' }],
    ['text from right to left', { Body: 'مرحبا\u200f' }, { kind: 'text', text: 'مرحبا\u200f' }],
    ['an accent in two characters', { Body: 'si\u0301' }, { kind: 'text', text: 'sí' }],
    ['control characters', { Body: 'ho\u0000\u001b[1mla\u0085' }, { kind: 'text', text: 'ho[1mla' }],
    ['half an emoji', { Body: 'a\uD83D' }, { kind: 'text', text: 'a\uFFFD' }],
    [
      'a button',
      {
        Body: 'Sí',
        ButtonText: 'Sí',
        ButtonPayload: 's:1:0',
        ButtonType: 'REPLY',
        MessageType: 'interactive',
      },
      { kind: 'tap', payload: 's:1:0', title: 'Sí' },
    ],
    [
      'a button without its text',
      { Body: 'Sí', ButtonPayload: 's:1:0' },
      { kind: 'tap', payload: 's:1:0', title: 'Sí' },
    ],
    ['a button without its payload', { ButtonText: 'Sí' }, { kind: 'text', text: 'Sí' }],
    [
      'a button only in the metadata',
      { Body: 'Sí', ChannelMetadata: JSON.stringify({ type: 'whatsapp', data: { context } }) },
      { kind: 'tap', payload: 's:1:0', title: 'Sí' },
    ],
    [
      'metadata of a plain text',
      { Body: 'hola', ChannelMetadata: '{"type":"whatsapp","data":{"context":{"ProfileName":"Ana"}}}' },
      { kind: 'text', text: 'hola' },
    ],
    [
      'a list row',
      { Body: 'Tienda', ListId: 's:1:2', ListTitle: 'Tienda' },
      { kind: 'tap', payload: 's:1:2', title: 'Tienda' },
    ],
    [
      'a list row only as JSON',
      { Body: '', InteractiveData: JSON.stringify(row) },
      { kind: 'tap', payload: 's:1:2', title: 'Tienda' },
    ],
    [
      'a list row deep in the metadata',
      { Body: 'Tienda', ChannelMetadata: JSON.stringify({ data: { messages: [{ interactive: row }] } }) },
      { kind: 'tap', payload: 's:1:2', title: 'Tienda' },
    ],
    [
      'a list row as its title',
      { Body: 'Tienda', MessageType: 'interactive' },
      { kind: 'text', text: 'Tienda' },
    ],
    ['broken JSON', { Body: 'Tienda', InteractiveData: '{"list_reply":' }, { kind: 'text', text: 'Tienda' }],
    ['a voice note', media('audio/ogg; codecs=opus'), { kind: 'media', media: 'audio', caption: '' }],
    ['an old voice note', media('application/ogg'), { kind: 'media', media: 'audio', caption: '' }],
    [
      'a picture',
      { ...media('image/jpeg'), Body: 'mi local' },
      { kind: 'media', media: 'image', caption: 'mi local' },
    ],
    ['a sticker', media('image/webp'), { kind: 'media', media: 'sticker', caption: '' }],
    ['a video', media('video/mp4'), { kind: 'media', media: 'video', caption: '' }],
    ['a contact card', media('text/vcard'), { kind: 'media', media: 'contact-card', caption: '' }],
    [
      'a document',
      { ...media('application/pdf'), Body: 'rut.pdf' },
      { kind: 'media', media: 'document', caption: 'rut.pdf' },
    ],
    ['media of no type', { NumMedia: '1' }, { kind: 'media', media: 'document', caption: '' }],
    [
      'a place',
      { Latitude: '4.65', Longitude: '-74.05', Label: 'Tienda', Address: 'Calle 1' },
      { kind: 'location', latitude: 4.65, longitude: -74.05, label: 'Tienda' },
    ],
    [
      'a place without a name',
      { Latitude: '0', Longitude: '0' },
      { kind: 'location', latitude: 0, longitude: 0, label: '' },
    ],
    ['a place off the map', { Latitude: '91', Longitude: '0', Body: 'x' }, { kind: 'text', text: 'x' }],
    ['half a place', { Latitude: '4.6', Longitude: ' ' }, { kind: 'unsupported' }],
    ['nothing we know, as a reaction', { MessageType: 'reaction' }, { kind: 'unsupported' }],
    ['only spaces', { Body: ' \u0007 ' }, { kind: 'unsupported' }],
    ['a field twice', { Body: ['hola', 'adiós'] }, { kind: 'text', text: 'hola' }],
  ];

  it.each(shapes)('%s', (_, fields, content) => {
    expect(read(fields).content).toEqual(content);
  });

  it('is cut when it is longer than anything WhatsApp lets through, between two characters', () => {
    const { content } = read({ Body: `x${'👩‍👩‍👧'.repeat(2000)}` });
    const text = content.kind === 'text' ? content.text : '';
    expect(text.length).toBeLessThanOrEqual(6400);
    expect(text.endsWith('👩‍👩‍👧')).toBe(true);
  });
});

describe('who sent it', () => {
  const phone = { kind: 'phone', value: '+573000000001' };
  const scoped = { kind: 'scoped', value: 'CO.1A2b' };

  it.each([
    ['a number', {}, [phone]],
    ['a number and a scoped id', { ExternalUserId: 'whatsapp:CO.1A2b' }, [phone, scoped]],
    [
      'no number',
      { From: 'whatsapp:CO.1A2b', ExternalUserId: 'whatsapp:CO.1A2b', WaId: undefined },
      [scoped],
    ],
    ['a scoped id in From alone', { From: 'whatsapp:CO.1A2b', WaId: undefined }, [scoped]],
    ['the number in WaId alone', { From: undefined }, [phone]],
    ['an unknown From beside WaId', { From: 'whatsapp:@ana' }, [phone]],
    [
      'a scoped id of the public capture',
      { ExternalUserId: 'whatsapp:ID.4566546130240823' },
      [phone, { kind: 'scoped', value: 'ID.4566546130240823' }],
    ],
  ])('%s', (_, fields, identities) => {
    expect(read(fields).identities).toEqual(identities);
  });

  it.each([
    ['Ana María', 'Ana María'],
    [' Ana\n\u0000María ', 'Ana María'],
    ['', null],
    ['\u0001', null],
    ['x'.repeat(500), 'x'.repeat(100)],
  ])('with the profile name %j', (ProfileName, name) => {
    expect(read({ ProfileName }).profileName).toBe(name);
  });
});

describe('the rest of the envelope', () => {
  it('has its id, our address, its time and what it answers', () => {
    const message = read({ Body: 'sí', OriginalRepliedMessageSid: OTHER_SID });
    expect(message).toMatchObject({
      id: SID,
      channel: 'twilio',
      to: 'whatsapp:+14155238886',
      receivedAt: at,
      repliedTo: OTHER_SID,
    });
  });

  it('answers nothing when the SID is not one', () => {
    expect(read({ OriginalRepliedMessageSid: 'x' }).repliedTo).toBeNull();
  });

  it.each(['SmsMessageSid', 'SmsSid'])('takes the SID from %s when need be', (name) => {
    const only = { ...base, MessageSid: undefined, SmsMessageSid: undefined, SmsSid: undefined, [name]: SID };
    expect(parseInboundForm(only, at)).toMatchObject({ kind: 'message', message: { id: SID } });
  });
});

describe('what is not a message of a person on WhatsApp', () => {
  const noSid = { MessageSid: 'SM1', SmsMessageSid: '', SmsSid: undefined };
  it.each([
    ['no SID', noSid, ['MessageSid']],
    ['no sender', { From: undefined, WaId: undefined }, ['From']],
    ['a sender that is none', { From: 'whatsapp:+12', WaId: 'x' }, ['From']],
    ['neither', { ...noSid, From: '', WaId: '' }, ['MessageSid', 'From']],
  ])('%s', (_, fields, missing) => {
    expect(parseInboundForm({ ...base, ...fields }, at)).toEqual({ kind: 'invalid', missing });
  });

  it.each([
    ['a status callback', { MessageStatus: 'delivered', SmsStatus: 'delivered' }, 'status-callback'],
    [
      'an SMS to the same number',
      { From: '+573000000001', To: '+14155238886', WaId: undefined },
      'other-channel',
    ],
    ['Messenger', { From: 'messenger:123', To: 'messenger:9', WaId: undefined }, 'other-channel'],
  ])('%s', (_, fields, reason) => {
    expect(parseInboundForm({ ...base, ...fields }, at)).toEqual({ kind: 'ignored', reason });
  });

  it.each([null, undefined, 'text', 7, [], [1]])('a form that is %j', (form) => {
    expect(parseInboundForm(form, at)).toEqual({ kind: 'invalid', missing: ['MessageSid', 'From'] });
  });
});

it('no form breaks it, and what it lets through is clean', () => {
  const names = [
    ...Object.keys(base),
    'ButtonPayload',
    'ListId',
    'InteractiveData',
    'ChannelMetadata',
    'Latitude',
    'Longitude',
    'MediaContentType0',
    'ExternalUserId',
    'Label',
    '__proto__',
    'constructor',
  ];
  const value = fc.oneof(fc.string({ unit: 'binary' }), fc.json(), fc.array(fc.anything()), fc.anything());
  const forms = fc.dictionary(fc.constantFrom(...names), value);
  fc.assert(
    fc.property(forms, fc.boolean(), (form, whole) => {
      const parsed = parseInboundForm(whole ? { ...base, ...form } : form, at);
      if (parsed.kind !== 'message') return;
      for (const text of textsIn(parsed.message)) {
        expect(text.isWellFormed()).toBe(true);
        expect(text).not.toMatch(/[^\P{Cc}\n]/u);
      }
      expect(parsed.message.identities.length).toBeGreaterThan(0);
    }),
    { numRuns: 500 },
  );
});

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function media(type: string) {
  return { NumMedia: '1', MediaContentType0: type, MediaUrl0: 'https://api.twilio.com/x' };
}
