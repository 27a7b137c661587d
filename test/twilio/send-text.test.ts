import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeWhatsApp, startFakeWhatsApp } from '../support/fake-whatsapp/fake-whatsapp.ts';
import { ANA, channelTo, textToAna } from './channel-under-test.ts';

let fake: FakeWhatsApp;
let channel: ReturnType<typeof channelTo>;

beforeEach(async () => {
  fake = await startFakeWhatsApp({ inboundUrl: 'http://127.0.0.1:1/' });
  fake.person(ANA).lastWroteAt = fake.clock.now();
  channel = channelTo(fake);
});

afterEach(async () => {
  channel.close();
  await fake.close();
});

describe('a text through Twilio', () => {
  it('reaches the phone letter by letter and answers its SID', async () => {
    const text = 'Hola & adiós = 100% {{nombre}} + 👩‍👩‍👧 \n\n*fin* ñ';
    const outcome = await channel.send(textToAna(text));
    const [bubble] = fake.inbox(ANA);
    expect(bubble?.text).toBe(text);
    expect(outcome).toEqual({ kind: 'accepted', sid: bubble?.sid });
  });

  it('names our message in the address of its status callbacks', async () => {
    await channel.send({ ...textToAna('hola'), messageId: 'SM1 &/.0' });
    expect(fake.messages.all()[0]?.statusCallback).toBe('http://bot.example/twilio/status?m=SM1%20%26%2F.0');
  });

  it('reaches someone who has no number', async () => {
    fake.person('CO.1A2b').lastWroteAt = fake.clock.now();
    const outcome = await channel.send({ ...textToAna('hola'), to: { kind: 'scoped', value: 'CO.1A2b' } });
    expect(outcome.kind).toBe('accepted');
    expect(fake.inbox('CO.1A2b')[0]?.text).toBe('hola');
  });

  it('takes 1600 emoji and refuses one more without asking Twilio', async () => {
    expect((await channel.send(textToAna('😀'.repeat(1600)))).kind).toBe('accepted');
    const outcome = await channel.send(textToAna('😀'.repeat(1601)));
    expect(outcome).toEqual({ kind: 'refused', code: null, retry: 'never', reason: 'text-too-long' });
    expect(fake.requests.messages).toBe(1);
  });

  it('sends half a surrogate pair as a replacement character instead of failing', async () => {
    await channel.send(textToAna('hola \uD83D'));
    expect(fake.inbox(ANA)[0]?.text).toBe('hola \uFFFD');
  });
});
