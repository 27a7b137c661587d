import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseInboundForm } from '../../src/http/twilio/inbound-form.ts';
import { parseStatusForm } from '../../src/http/twilio/status-form.ts';
import { createClock } from '../support/fake-whatsapp/clock.ts';
import {
  type FakeOptions,
  type FakeWhatsApp,
  startFakeWhatsApp,
} from '../support/fake-whatsapp/fake-whatsapp.ts';
import { ANA, channelTo, question, textToAna, toAna } from './channel-under-test.ts';
import { startWebhookRecorder, type WebhookRecorder } from './webhook-recorder.ts';

let fake: FakeWhatsApp;
let bot: WebhookRecorder;
let channel: ReturnType<typeof channelTo>;

async function start(options: FakeOptions = {}, answers: number[] = []): Promise<void> {
  bot = await startWebhookRecorder('fake-auth-token', answers);
  fake = await startFakeWhatsApp({ inboundUrl: `${bot.url}/twilio/inbound`, ...options });
  fake.person(ANA, { lastWroteAt: fake.clock.now() });
  channel = channelTo(fake, { publicUrl: bot.url });
}

beforeEach(() => start());
afterEach(stop);

async function stop(): Promise<void> {
  channel.close();
  await fake.close();
  await bot.close();
}

async function restart(options: FakeOptions, answers?: number[]): Promise<void> {
  await stop();
  await start(options, answers);
}

describe('a person who writes', () => {
  it('reaches the bot with a signed form that it understands', async () => {
    const said = await fake.say(ANA, 'hola');
    expect(said).toMatchObject({ status: 200, body: '<Response/>' });
    expect(bot.received).toMatchObject([{ path: '/twilio/inbound', genuine: true }]);
    expect(read()).toMatchObject({
      id: said.sid,
      content: { kind: 'text', text: 'hola' },
      profileName: 'Ana',
    });
  });

  it.each(['buttons', 'list'] as const)('taps one of the %s it was sent', async (kind) => {
    await channel.send(toAna(question(kind === 'buttons' ? 2 : 6)));
    await fake.tap(ANA, 'Opción 2');
    const sid = fake.inbox(ANA)[0]?.sid;
    expect(read()).toMatchObject({
      content: { kind: 'tap', payload: 's:1:1', title: 'Opción 2' },
      repliedTo: sid,
    });
  });

  it.each(['ListId', 'InteractiveData'] as const)('taps a row that is told as %s', async (style) => {
    await channel.send(toAna(question(6)));
    await fake.tap(ANA, 'Opción 2', { style });
    expect(read()?.content).toEqual({ kind: 'tap', payload: 's:1:1', title: 'Opción 2' });
  });

  it('taps an old message again', async () => {
    await channel.send(toAna(question(2, 'vieja')));
    await channel.send(toAna(question(2, 'nueva')));
    const old = fake.inbox(ANA)[0]?.sid ?? '';
    await fake.tap(ANA, 'Opción 1', { under: old });
    expect(read()?.repliedTo).toBe(old);
    await expect(fake.tap(ANA, 'Nada')).rejects.toThrow('nothing to tap');
  });

  it('sends what is not text', async () => {
    await fake.voiceNote(ANA);
    expect(read()?.content).toEqual({ kind: 'media', media: 'audio', caption: '' });
    await fake.sendMedia(ANA, 'contact-card');
    expect(read()?.content).toMatchObject({ kind: 'media', media: 'contact-card' });
    await fake.shareLocation(ANA, { latitude: 4.6, longitude: -74, label: 'Local' });
    expect(read()?.content).toEqual({ kind: 'location', latitude: 4.6, longitude: -74, label: 'Local' });
  });

  it('may have no number, or both ids', async () => {
    await fake.say('CO.1A2b', 'hola');
    expect(read()?.identities).toEqual([{ kind: 'scoped', value: 'CO.1A2b' }]);
    fake.person(ANA, { scopedId: 'CO.9z' });
    await fake.say(ANA, 'hola');
    expect(read()?.identities.map(({ kind }) => kind)).toEqual(['phone', 'scoped']);
    await channel.send({ ...textToAna('al id'), to: { kind: 'scoped', value: 'CO.9z' } });
    expect(fake.inbox(ANA).at(-1)?.text).toBe('al id');
  });

  it('is told once when the bot fails, and again where the address asks for it', async () => {
    await restart({}, [503, 503, 200]);
    expect(await fake.say(ANA, 'uno')).toMatchObject({ status: 503 });
    fake.connect(`${bot.url}/twilio/inbound#rc=5&rp=all`);
    expect(await fake.say(ANA, 'dos')).toMatchObject({ status: 200 });
    const tokens = bot.received.map(({ token }) => token);
    expect(new Set(tokens).size).toBe(2);
    expect(tokens[1]).toBe(tokens[2]);
    expect(bot.received.every(({ genuine }) => genuine)).toBe(true);
  });

  it('may be cut off in the middle of a form', async () => {
    await fake.postHalf(fake.compose(ANA, { Body: 'hola' }));
    expect(bot.received).toEqual([]);
  });

  function read() {
    const parsed = parseInboundForm(bot.received.at(-1)?.form, new Date());
    return parsed.kind === 'message' ? parsed.message : null;
  }
});

describe('what becomes of a message', () => {
  it('is told step by step, signed, at the address the message named', async () => {
    await channel.send(textToAna('hola'));
    await fake.settled();
    expect(bot.statuses()).toEqual(['sent', 'delivered', 'read']);
    expect(bot.received.every(({ genuine, path }) => genuine && path === '/twilio/status?m=turn.0')).toBe(
      true,
    );
    expect(parseStatusForm(bot.received[0]?.form)).toEqual({
      kind: 'status',
      sid: fake.inbox(ANA)[0]?.sid,
      status: 'sent',
      errorCode: null,
    });
  });

  it.each([
    ['dropped', { drop: true }, []],
    ['told twice', { duplicate: true }, ['sent', 'sent', 'delivered', 'delivered', 'read', 'read']],
    ['told backwards', { reverse: true }, ['read', 'delivered', 'sent']],
  ])('may be %s', async (_, callbacks, statuses) => {
    fake.faults.next({ kind: 'callbacks', ...callbacks });
    await channel.send(textToAna('hola'));
    await fake.settled();
    expect(bot.statuses()).toEqual(statuses);
    expect(fake.messages.all()[0]?.status).toBe('read');
  });

  it('comes as late as the clock says', async () => {
    await restart({
      clock: createClock({ frozenAt: new Date('2026-11-22T15:00:00Z') }),
      callbackDelayMs: 1000,
    });
    await channel.send(textToAna('hola'));
    for (const count of [0, 1, 2, 3]) {
      expect(bot.received).toHaveLength(count);
      fake.clock.advance(1000);
      await expect.poll(() => bot.received.length).toBe(Math.min(count + 1, 3));
    }
  });

  it.each([63016, 63018, 63024, 63049])('may be failure %i after it was accepted', async (code) => {
    fake.faults.next({ kind: 'later', code });
    expect((await channel.send(textToAna('hola'))).kind).toBe('accepted');
    await fake.settled();
    expect(parseStatusForm(bot.received.at(-1)?.form)).toMatchObject({
      status: 'undelivered',
      errorCode: code,
    });
    expect(fake.inbox(ANA)).toEqual([]);
  });

  it('is failure 63016 a day after the person last wrote, until they write again', async () => {
    fake.clock.advance(24 * 3600_000);
    await channel.send(textToAna('tarde'));
    await fake.settled();
    expect(bot.received.at(-1)?.form).toMatchObject({ MessageStatus: 'failed', ErrorCode: '63016' });
    await fake.say(ANA, 'hola');
    await channel.send(textToAna('a tiempo'));
    expect(fake.inbox(ANA).map(({ text }) => text)).toEqual(['a tiempo']);
  });

  it('depends on the person', async () => {
    fake.person(ANA, { onWhatsApp: false });
    await channel.send(textToAna('hola'));
    await fake.settled();
    expect(bot.received.at(-1)?.form.ErrorCode).toBe('63024');
    fake.person(ANA, { onWhatsApp: true, optedOut: true });
    expect(await channel.send(textToAna('hola'))).toMatchObject({ kind: 'refused', code: 21610 });
  });

  it('is a refusal from the fifteenth in half a minute', async () => {
    const sends = [];
    for (let count = 0; count < 16; count++) sends.push(await channel.send(textToAna(`${count}`)));
    expect(sends.map(({ kind }) => kind)).toEqual([...Array(15).fill('accepted'), 'refused']);
    fake.clock.advance(30_000);
    expect((await channel.send(textToAna('luego'))).kind).toBe('accepted');
  });

  it('can be waited for', async () => {
    const waiting = fake.waitForInbox(ANA, 2);
    await channel.send(textToAna('uno'));
    await channel.send(textToAna('dos'));
    expect((await waiting).map(({ text }) => text)).toEqual(['uno', 'dos']);
    await expect(fake.waitForInbox(ANA, 3, 5)).rejects.toThrow('2 of 3 messages came:\nuno');
  });
});

describe('random faults', () => {
  it('are the same for the same seed, in whatever order requests come', async () => {
    const runs: string[][] = [];
    for (const [seed, order] of [
      [7, 1],
      [7, -1],
      [8, 1],
    ] as const) {
      await restart({ seed, statuses: [] });
      fake.faults.chaos([
        { fault: { kind: 'answer', status: 500, code: 20500 }, rate: 0.3 },
        { fault: { kind: 'reset', when: 'after' }, rate: 0.3 },
      ]);
      const ids = Array.from({ length: 14 }, (_, index) => index).toSorted((a, b) => order * (a - b));
      const sends = ids.map(async (id) => {
        const { kind } = await channel.send({ ...textToAna('hola'), messageId: `m${id}` });
        return `${id} ${kind}`;
      });
      runs.push((await Promise.all(sends)).toSorted());
    }
    expect(runs[0]).toHaveLength(14);
    expect(runs[1]).toEqual(runs[0]);
    expect(runs[2]).not.toEqual(runs[0]);
  });
});
