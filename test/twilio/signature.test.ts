import twilio from 'twilio';
import { describe, expect, it } from 'vitest';
import { createSignatureCheck } from '../../src/adapters/twilio/signature.ts';

const publicUrl = 'https://bot.example/whatsapp';
const form = { From: 'whatsapp:+573000000001', Body: '¡Hola! {{x}}', MediaUrl: ['b', 'a', 'a'] };
const check = createSignatureCheck({ tokens: ['new-token', 'old-token'], publicUrl });

function sign(
  path: string,
  { token = 'new-token', params = form }: { token?: string; params?: object } = {},
) {
  return twilio.getExpectedTwilioSignature(token, publicUrl + path, { ...params });
}

describe('a webhook’s signature', () => {
  it('holds for our public address, whatever address the request came by', () => {
    expect(check(sign('/twilio/inbound'), '/twilio/inbound', form)).toBe(true);
  });

  it('holds under either token while one is rotated', () => {
    expect(check(sign('/twilio/inbound', { token: 'old-token' }), '/twilio/inbound', form)).toBe(true);
    expect(check(sign('/twilio/inbound', { token: 'older-token' }), '/twilio/inbound', form)).toBe(false);
  });

  it('covers the query', () => {
    expect(check(sign('/twilio/status?m=a.1'), '/twilio/status?m=a.1', form)).toBe(true);
    expect(check(sign('/twilio/status?m=a.1'), '/twilio/status?m=a.2', form)).toBe(false);
    expect(check(sign('/twilio/status?m=a.1'), '/twilio/status', form)).toBe(false);
  });

  it('leaves out the fragment in which connection overrides ride', () => {
    expect(check(sign('/twilio/inbound'), '/twilio/inbound#rc=5&rp=all', form)).toBe(true);
  });

  it('covers every field', () => {
    const signature = sign('/twilio/inbound');
    expect(check(signature, '/twilio/inbound', { ...form, Body: 'otra' })).toBe(false);
    expect(check(signature, '/twilio/inbound', { ...form, Extra: '1' })).toBe(false);
    expect(check(signature, '/twilio/inbound', { From: form.From })).toBe(false);
  });

  it('is demanded', () => {
    expect(check(undefined, '/twilio/inbound', form)).toBe(false);
    expect(check('', '/twilio/inbound', form)).toBe(false);
  });

  it('is never made with an empty token', () => {
    const careless = createSignatureCheck({ tokens: ['', ''], publicUrl });
    expect(careless(sign('/twilio/inbound', { token: '' }), '/twilio/inbound', form)).toBe(false);
  });

  it.each(['', 'ñ', 'x'.repeat(100_000), '\u0000', '%%%', 'not base64 at all'])(
    'survives nonsense: %#',
    (nonsense) => {
      expect(check(nonsense, nonsense, form)).toBe(false);
      expect(createSignatureCheck({ tokens: ['t'], publicUrl: '' })(nonsense, '/x', form)).toBe(false);
    },
  );

  it('knows a public address with a port, a path or a slash at its end', () => {
    const local = createSignatureCheck({ tokens: ['t'], publicUrl: 'http://127.0.0.1:3000/' });
    const signature = twilio.getExpectedTwilioSignature('t', 'http://127.0.0.1:3000/twilio/inbound', form);
    expect(local(signature, '/twilio/inbound', form)).toBe(true);
  });
});
