import twilio from 'twilio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TO_THE_VERDICT, talk } from '../support/talk.ts';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';

const NEXT_TOKEN = 'the token that comes after';
const FORM = 'application/x-www-form-urlencoded';

let world: TestWorld;
beforeAll(async () => {
  world = await startTestWorld({ env: { TWILIO_AUTH_TOKEN_NEXT: NEXT_TOKEN } });
});
afterAll(() => world.close());

let people = 0;
const nextPerson = () => `whatsapp:+57300${String(2_000_000 + ++people)}`;
const inboundUrl = () => `${world.app.url}/twilio/inbound`;
const textOf = (key: string) => world.app.house.texts.get('es', key);

function post(body: string, headers: Record<string, string>): Promise<Response> {
  return fetch(inboundUrl(), { method: 'POST', headers, body });
}

function signed(form: Record<string, string>, token = world.fake.authToken): Record<string, string> {
  const signature = twilio.getExpectedTwilioSignature(token, inboundUrl(), form);
  return { 'Content-Type': FORM, 'X-Twilio-Signature': signature };
}

/** All that the records hold and all that was asked of WhatsApp. */
async function traces() {
  const { messages, contacts } = world.app.house.records.models;
  const stored = [await messages.countDocuments(), await contacts.countDocuments()];
  return { stored, requests: { ...world.fake.requests } };
}

describe('a webhook that is not Twilio’s', () => {
  const refusals: { what: string; status: number; send(form: Record<string, string>): Promise<Response> }[] =
    [
      {
        what: 'without a signature',
        status: 403,
        send: (form) => post(String(new URLSearchParams(form)), { 'Content-Type': FORM }),
      },
      {
        what: 'signed with another token',
        status: 403,
        send: (form) => post(String(new URLSearchParams(form)), signed(form, 'not ours')),
      },
      {
        what: 'signed with an empty token',
        status: 403,
        send: (form) => post(String(new URLSearchParams(form)), signed(form, '')),
      },
      {
        what: 'changed after it was signed',
        status: 403,
        send: (form) => post(String(new URLSearchParams({ ...form, Body: 'otra cosa' })), signed(form)),
      },
      {
        what: 'with a field added after it was signed',
        status: 403,
        send: (form) => post(String(new URLSearchParams({ ...form, WaId: '573009999999' })), signed(form)),
      },
      {
        what: 'larger than 64 kB, though signed',
        status: 413,
        send: (form) => {
          const large = { ...form, Body: 'x'.repeat(65 * 1024) };
          return post(String(new URLSearchParams(large)), signed(large));
        },
      },
      {
        what: 'in JSON',
        status: 415,
        send: (form) => post(JSON.stringify(form), { ...signed(form), 'Content-Type': 'application/json' }),
      },
      {
        what: 'without a MessageSid, though signed',
        status: 400,
        send: ({ MessageSid: _, SmsSid: __, SmsMessageSid: ___, ...form }) =>
          post(String(new URLSearchParams(form)), signed(form)),
      },
      {
        what: 'without a sender, though signed',
        status: 400,
        send: ({ From: _, WaId: __, ...form }) => post(String(new URLSearchParams(form)), signed(form)),
      },
    ];

  it.each(refusals)('$what → $status, nothing stored, nothing sent', async ({ status, send }) => {
    const before = await traces();
    const answer = await send(world.fake.compose(nextPerson(), { Body: 'hola' }));
    expect(answer.status).toBe(status);
    expect(await answer.text()).not.toMatch(/at .*\.ts|Error:/);
    expect(await traces()).toEqual(before);
  });

  it('is refused for its size and type first, then for its signature, then for its fields', async () => {
    const large = 'x='.padEnd(65 * 1024, 'x');
    expect((await post(large, { 'Content-Type': FORM })).status).toBe(413);
    expect((await post('{}', { 'Content-Type': 'application/json' })).status).toBe(415);
    expect((await post('Body=hola', { 'Content-Type': FORM })).status).toBe(403);
    const form = { Body: 'hola' };
    expect((await post(String(new URLSearchParams(form)), signed(form))).status).toBe(400);
  });

  it('is not there for a browser', async () => {
    expect((await fetch(inboundUrl())).status).toBe(404);
    expect((await fetch(`${world.app.url}/twilio/status`)).status).toBe(404);
  });
});

describe('a webhook of Twilio’s', () => {
  it('is acknowledged with an empty TwiML answer and replied to', async () => {
    const person = nextPerson();
    const answer = await world.fake.say(person, 'hola');
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toMatch(/^text\/xml/);
    expect(answer.body).toMatch(/<Response\s*\/>$/);
    await world.fake.waitForInbox(person, 1);
  });

  it('may be signed with the token that comes next', async () => {
    const person = nextPerson();
    const form = world.fake.compose(person, { Body: 'hola' });
    expect((await world.fake.post(inboundUrl(), form, NEXT_TOKEN)).status).toBe(200);
    await world.fake.waitForInbox(person, 1);
  });

  it('counts once, however often it is posted', async () => {
    const person = nextPerson();
    const form = world.fake.compose(person, { Body: 'hola' });
    const answers = await Promise.all([1, 2, 3].map(() => world.fake.post(inboundUrl(), form)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    await world.fake.waitForInbox(person, 1);
    await talk(world, person, ['cuánto dura']);
    expect(world.fake.inbox(person)).toHaveLength(2);
  });
});

describe('a text that means to do harm', () => {
  const texts = {
    '1600 emoji': '🙂'.repeat(1600),
    'right to left': 'مرحبا بكم في المتجر \u202Eolleh',
    'control characters': 'ho\u0000la\u0007 \u001b[31mrojo\u001b[0m',
    'a template': '{{mustache}} {{policyUrl}} {{controller}}',
    'an operator of the records': '{"$where": "sleep(5000)"} $where',
    'a nested text': '$t(common:yes) $t(screening:consent.ask)',
    'a key of an object': '__proto__ constructor toString',
    'half an emoji': 'hola \ud83d',
  };

  it.each(Object.entries(texts))('%s is read as words', async (_what, text) => {
    const person = nextPerson();
    await talk(world, person, [text, 'ver si cumplo', 'sí', 'dos años', 'dos', 'en un local', 'empanadas']);
    const before = world.fake.inbox(person).length;
    await talk(world, person, [text]);
    const replies = world.fake.inbox(person).map((bubble) => bubble.text);
    expect(replies.slice(before).join()).not.toContain('autoriza');
    for (const reply of replies) expect(reply).not.toMatch(/\{\{|\$t\(|\$where|mustache|\[object|undefined/);
  });

  it('breaks nothing', () => {
    expect(world.logged.filter(({ level }) => level === 'error')).toEqual([]);
  });
});

describe('what is no text', () => {
  it.each(['audio', 'image', 'sticker', 'video', 'document', 'contact-card'] as const)(
    'a message with %s is answered with what to do instead',
    async (kind) => {
      const person = nextPerson();
      await world.fake.sendMedia(person, kind);
      const [reply] = await world.fake.waitForInbox(person, 1);
      expect(reply?.text).toContain(textOf(`common:media.${kind}`));
    },
  );

  it('a voice note in the middle of the questions puts the question again', async () => {
    const person = nextPerson();
    await talk(world, person, ['hola', 'ver si cumplo', 'sí']);
    await world.fake.voiceNote(person);
    const reply = (await world.fake.waitForInbox(person, 4)).at(-1);
    expect(reply?.text).toContain(textOf('common:media.audio'));
    expect(reply?.text).toContain(textOf('screening:time.ask'));
  });

  it('a location is answered with what to do instead', async () => {
    const person = nextPerson();
    await world.fake.shareLocation(person, { latitude: 4.53, longitude: -75.68 });
    expect((await world.fake.waitForInbox(person, 1))[0]?.text).toContain(textOf('common:location'));
  });

  it('a button that is none of ours says so', async () => {
    const person = nextPerson();
    await talk(world, person, ['hola']);
    const tap = { ButtonPayload: 'buy:now', ButtonText: 'Comprar', ButtonType: 'REPLY' };
    await world.fake.say(person, 'Comprar', tap);
    expect((await world.fake.waitForInbox(person, 2)).at(-1)?.text).toContain(
      textOf('common:unknown-button'),
    );
  });

  it('a message with nothing in it is answered too', async () => {
    const person = nextPerson();
    await world.fake.say(person, '');
    expect((await world.fake.waitForInbox(person, 1))[0]?.text).toContain(textOf('common:unsupported'));
  });
});

it('serves a person without a number from hello to a verdict', async () => {
  const person = 'whatsapp:CO.1A2B3C4D5E6F';
  expect(await talk(world, person, TO_THE_VERDICT)).toContain('cumple los requisitos publicados');
  expect(world.logged.filter(({ level }) => level === 'error')).toEqual([]);
});
