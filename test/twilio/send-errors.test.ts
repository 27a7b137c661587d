import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { outcomeOf } from '../../src/adapters/twilio/outcome.ts';
import { type FakeWhatsApp, startFakeWhatsApp } from '../support/fake-whatsapp/fake-whatsapp.ts';
import type { Fault } from '../support/fake-whatsapp/faults.ts';
import { ANA, channelTo, IMPATIENT, textToAna } from './channel-under-test.ts';

let fake: FakeWhatsApp;
let channel: ReturnType<typeof channelTo>;

beforeEach(async () => {
  fake = await startFakeWhatsApp();
  fake.person(ANA).lastWroteAt = fake.clock.now();
  channel = channelTo(fake);
});

afterEach(async () => {
  channel.close();
  await fake.close();
});

describe('what Twilio answers', () => {
  it.each([
    { status: 429, code: 20429, retry: 'soon', reason: 'twilio-20429' },
    { status: 500, code: 20500, retry: 'soon', reason: 'twilio-20500' },
    { status: 400, code: 63018, retry: 'soon', reason: 'twilio-63018' },
    { status: 400, code: 14107, retry: 'soon', reason: 'twilio-14107' },
    { status: 429, code: 63038, retry: 'later', reason: 'twilio-63038' },
    { status: 400, code: 63049, retry: 'later', reason: 'twilio-63049' },
    { status: 400, code: 21610, retry: 'never', reason: 'twilio-21610' },
    { status: 400, code: 63016, retry: 'never', reason: 'twilio-63016' },
    { status: 401, code: 20003, retry: 'never', reason: 'twilio-20003' },
    { status: 404, code: 20404, retry: 'never', reason: 'twilio-20404' },
  ] as const)('$status with $code is tried again: $retry', async ({ status, code, retry, reason }) => {
    fake.failNext(1, { status, code, message: `no, ${ANA}` });
    expect(await channel.send(textToAna('hola'))).toEqual({ kind: 'refused', code, retry, reason });
    expect(fake.inbox(ANA)).toEqual([]);
  });

  it.each([
    { status: 503, outcome: { kind: 'refused', code: null, retry: 'soon', reason: 'http-503' } },
    { status: 502, outcome: { kind: 'unknown', reason: 'http-502' } },
    { status: 504, outcome: { kind: 'unknown', reason: 'http-504' } },
    { status: 403, outcome: { kind: 'refused', code: null, retry: 'never', reason: 'http-403' } },
  ])('a page instead of JSON with $status', async ({ status, outcome }) => {
    fake.failNext(1, { status });
    expect(await channel.send(textToAna('hola'))).toEqual(outcome);
  });

  it('is understood in the newer form of its errors too', async () => {
    const problem = { type: 'https://x', title: 'Rate', status: 429, code: 20429 };
    fake.failNext(1, { status: 429, message: JSON.stringify(problem) });
    const outcome = { kind: 'refused', code: 20429, retry: 'soon', reason: 'twilio-20429' };
    expect(await channel.send(textToAna('hola'))).toEqual(outcome);
  });

  it('is final for a wrong token', async () => {
    const stranger = channelTo(fake, { authToken: 'wrong' });
    expect(await stranger.send(textToAna('hola'))).toMatchObject({ code: 20003, retry: 'never' });
    stranger.close();
  });
});

describe('an answer that does not come', () => {
  const lost: [string, Fault, string, number][] = [
    ['silence before it is processed', { kind: 'hang', when: 'before' }, 'timeout', 0],
    ['silence after it was processed', { kind: 'hang', when: 'after' }, 'timeout', 1],
    ['a reset before it is processed', { kind: 'reset', when: 'before' }, 'reset', 0],
    ['a reset after it was processed', { kind: 'reset', when: 'after' }, 'reset', 1],
    ['an answer cut in the middle', { kind: 'truncate' }, 'reset', 1],
    ['a page where JSON should be', { kind: 'garble' }, 'unreadable-answer', 1],
  ];

  it.each(lost)('%s leaves the end unknown', async (_, fault, reason, arrived) => {
    fake.faults.next(fault);
    const waiting = channelTo(fake, fault.kind === 'hang' ? IMPATIENT : {});
    expect(await waiting.send(textToAna('hola'))).toEqual({ kind: 'unknown', reason });
    await expect.poll(() => fake.inbox(ANA).length).toBe(arrived);
    waiting.close();
  });

  it('means surely not sent when there was no connection', async () => {
    await fake.close();
    const outcome = { kind: 'refused', code: null, retry: 'soon', reason: 'unreachable' };
    expect(await channel.send(textToAna('hola'))).toEqual(outcome);
  });

  it('means surely not sent when its host does not exist', async () => {
    const lostChannel = channelTo(fake, { apiUrl: 'http://twilio.invalid' });
    expect(await lostChannel.send(textToAna('hola'))).toMatchObject({
      kind: 'refused',
      reason: 'unreachable',
    });
    lostChannel.close();
  });

  it('means surely not sent while it waited for a free connection', async () => {
    const narrow = channelTo(fake, { maxSockets: 1, ...IMPATIENT });
    fake.faults.next({ kind: 'hang', when: 'before' });
    const [first, second] = await Promise.all([narrow.send(textToAna('uno')), narrow.send(textToAna('dos'))]);
    expect(first).toEqual({ kind: 'unknown', reason: 'timeout' });
    expect(second).toEqual({ kind: 'refused', code: null, retry: 'soon', reason: 'timeout' });
    narrow.close();
  });

  it('does not spoil the next one', async () => {
    fake.faults.next({ kind: 'reset', when: 'before' });
    await channel.send(textToAna('uno'));
    expect((await channel.send(textToAna('dos'))).kind).toBe('accepted');
  });
});

describe('the real hosts', () => {
  afterEach(() => {
    nock.cleanAll();
    nock.enableNetConnect();
    vi.unstubAllEnvs();
  });

  it('are asked when no other is set, whatever the environment says', async () => {
    nock.disableNetConnect();
    vi.stubEnv('TWILIO_REGION', 'au1');
    vi.stubEnv('TWILIO_EDGE', 'sydney');
    const path = `/2010-04-01/Accounts/${fake.accountSid}/Messages.json`;
    const sid = `SM${'a'.repeat(32)}`;
    const scope = nock('https://api.twilio.com')
      .post(path, (body) => body.Body === 'hola' && body.From === fake.from && body.To === `whatsapp:${ANA}`)
      .basicAuth({ user: fake.accountSid, pass: fake.authToken })
      .reply(201, { sid });
    const real = channelTo(fake, { apiUrl: undefined, from: '+14155238886' });
    expect(await real.send(textToAna('hola'))).toEqual({ kind: 'accepted', sid });
    expect(scope.isDone()).toBe(true);
    real.close();
  });

  it('are the only ones that see our credentials', async () => {
    const path = `/2010-04-01/Accounts/${fake.accountSid}/Messages.json`;
    const messages = [{ sid: `SM${'a'.repeat(32)}`, body: 'hola', date_created: new Date().toUTCString() }];
    const stranger = 'https://evil.example/next';
    nock('https://api.twilio.com').get(path).query(true).reply(200, { messages, next_page_uri: stranger });
    const evil = nock('https://evil.example').get('/next').reply(200, {});
    const real = channelTo(fake, { apiUrl: undefined });
    await real.listSent({ kind: 'phone', value: ANA }, new Date(0)).catch(() => undefined);
    expect(evil.isDone()).toBe(false);
    real.close();
  });
});

describe('an error that is not Twilio’s', () => {
  it.each([null, undefined, 'text', new Error('x'), { status: 500 }])(
    'is a fault, not a retry: %#',
    (error) => {
      expect(outcomeOf(error)).toEqual({ kind: 'refused', code: null, retry: 'never', reason: 'fault' });
    },
  );
});
