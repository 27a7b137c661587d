import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeWhatsApp, startFakeWhatsApp } from '../support/fake-whatsapp/fake-whatsapp.ts';
import { ANA, channelTo, IMPATIENT, question, textToAna, toAna } from './channel-under-test.ts';

const ana = { kind: 'phone', value: ANA } as const;
let fake: FakeWhatsApp;
let channel: ReturnType<typeof channelTo>;

beforeEach(async () => {
  fake = await startFakeWhatsApp({ callbackDelayMs: 60_000 });
  fake.person(ANA).lastWroteAt = fake.clock.now();
  channel = channelTo(fake);
});

afterEach(async () => {
  channel.close();
  await fake.close();
});

describe('asking Twilio what went out', () => {
  it('finds a message whose answer was lost, while it is still queued', async () => {
    fake.faults.next({ kind: 'reset', when: 'after' });
    const started = new Date(fake.clock.now());
    await channel.send(textToAna('hola'));
    const [sent] = (await channel.listSent(ana, started)) ?? [];
    expect(sent).toEqual({
      sid: fake.inbox(ANA)[0]?.sid,
      body: 'hola',
      status: 'queued',
      createdAt: expect.any(Date),
    });
    expect(channel.sentBodies({ kind: 'text', text: 'hola' })).toContain(sent?.body);
  });

  it.each([2, 5])('recognises a question with %i choices, as sent and as numbered text', async (size) => {
    const content = question(size, 'Uno.  \n\n\tDos      tres');
    await channel.send(toAna(content));
    fake.failNext(1, { status: 400, code: 63021 });
    await channel.send(toAna(content));
    const sent = (await channel.listSent(ana, new Date(fake.clock.now()))) ?? [];
    expect(sent.map(({ body }) => body).toReversed()).toEqual(channel.sentBodies(content));
  });

  it('leaves out what is older, what went to others, and turns pages', async () => {
    await channel.send(textToAna('ayer'));
    fake.clock.advance(86_000_000);
    const since = new Date(fake.clock.now());
    const bob = { kind: 'phone', value: '+573000000002' } as const;
    await channel.send({ ...textToAna('otro'), to: bob });
    for (let count = 0; count < 120; count++) {
      if (count % 10 === 0) fake.clock.advance(30_000);
      await channel.send(textToAna(`m${count}`));
    }
    const sent = (await channel.listSent(ana, since)) ?? [];
    expect(sent.map(({ body }) => body)).toEqual(
      Array.from({ length: 120 }, (_, index) => `m${119 - index}`),
    );
  });

  it('throws when Twilio does not answer', async () => {
    fake.failNext(1, { status: 500, code: 20500 }, { on: 'list' });
    await expect(channel.listSent(ana, new Date())).rejects.toThrow();
    fake.faults.next({ kind: 'hang', when: 'before' }, { on: 'list' });
    const hasty = channelTo(fake, IMPATIENT);
    await expect(hasty.listSent(ana, new Date())).rejects.toThrow('timeout');
    hasty.close();
  });

  it('knows no body of a template', () => {
    const template = { kind: 'template', template: 'x', locale: 'es', variables: {} } as const;
    expect(channel.sentBodies(template)).toEqual([]);
  });
});

describe('the typing indicator', () => {
  it('is asked for under the contact’s message', async () => {
    fake.connect('http://127.0.0.1:1/');
    const sid = `SM${'c'.repeat(32)}`;
    await fake.say(ANA, 'hola', { MessageSid: sid }).catch(() => undefined);
    channel.showTyping(sid);
    await expect.poll(() => fake.typingUnder).toEqual([sid]);
  });

  it('disturbs nothing when it fails, hangs, or is asked for too often', async () => {
    fake.failNext(1, { status: 500 }, { on: 'typing' });
    fake.faults.next({ kind: 'hang', when: 'before' }, { on: 'typing', times: 100 });
    channel.showTyping('not a sid');
    for (let count = 0; count < 50; count++) channel.showTyping(`SM${'d'.repeat(32)}`);
    expect((await channel.send(textToAna('hola'))).kind).toBe('accepted');
    expect(fake.requests.typing).toBeLessThanOrEqual(4);
  });
});
