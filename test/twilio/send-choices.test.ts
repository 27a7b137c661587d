import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ContentRegistry } from '../../src/usecases/channel.ts';
import { type FakeWhatsApp, startFakeWhatsApp } from '../support/fake-whatsapp/fake-whatsapp.ts';
import { createMemoryContentRegistry } from '../support/memory-content-registry.ts';
import { ANA, channelTo, IMPATIENT, question, toAna } from './channel-under-test.ts';

let fake: FakeWhatsApp;
let registry: ReturnType<typeof createMemoryContentRegistry>;
let channel: ReturnType<typeof channelTo>;

beforeEach(async () => {
  fake = await startFakeWhatsApp();
  fake.person(ANA).lastWroteAt = fake.clock.now();
  registry = createMemoryContentRegistry();
  channel = channelTo(fake, { contents: registry });
});

afterEach(async () => {
  channel.close();
  await fake.close();
});

function screens(): string[] {
  return fake.inbox(ANA).map(({ screen }) => screen);
}

describe('a question with choices', () => {
  it('of three is buttons', async () => {
    const outcome = await channel.send(toAna(question(3, '¿Dónde atiende?\n\nElija {{1}}:')));
    expect(outcome.kind).toBe('accepted');
    expect(screens()).toEqual(['¿Dónde atiende?\n\nElija {{1}}:\n[Opción 1] [Opción 2] [Opción 3]']);
    expect(fake.inbox(ANA)[0]?.choices.map(({ id }) => id)).toEqual(['s:1:0', 's:1:1', 's:1:2']);
  });

  it('of four is a list', async () => {
    await channel.send(toAna(question(4)));
    expect(fake.inbox(ANA)[0]).toMatchObject({ kind: 'list', label: 'Ver opciones' });
  });

  it('of eleven is numbered text', async () => {
    await channel.send(toAna(question(11)));
    expect(fake.inbox(ANA)[0]).toMatchObject({ kind: 'text', choices: [] });
    expect(screens()[0]).toContain('11. Opción 11');
  });

  it('keeps within the limits of a phone at their very end', async () => {
    const choices = Array.from({ length: 10 }, (_, index) => ({
      id: `${index}`.padStart(200, 'x'),
      title: `${index}`.padStart(24, 't'),
      description: 'd'.repeat(72),
    }));
    await channel.send(
      toAna({ kind: 'choices', text: 'é'.repeat(1024), choices, listLabel: 'l'.repeat(20) }),
    );
    await fake.settled();
    expect(fake.inbox(ANA)[0]?.kind).toBe('list');
    expect(fake.messages.all()[0]?.status).toBe('read');
  });

  it('is created at Twilio once for all that look alike', async () => {
    for (const text of ['uno', 'dos', 'tres']) await channel.send(toAna(question(3, text)));
    await Promise.all(['a', 'b', 'c'].map((text) => channel.send(toAna(question(2, text)))));
    expect(fake.requests.content).toBe(2);
    expect(screens()).toHaveLength(6);
  });

  it('is created once by two processes that need it at the same moment', async () => {
    const other = channelTo(fake, { contents: registry });
    fake.latency(20);
    await Promise.all([channel, other, channel, other].map((one) => one.send(toAna(question(3)))));
    expect(fake.contents.all.size).toBe(1);
    expect(fake.inbox(ANA).map(({ kind }) => kind)).toEqual(['buttons', 'buttons', 'buttons', 'buttons']);
    other.close();
  });

  it('needs no creation where another process made it before', async () => {
    await channel.send(toAna(question(3)));
    const later = channelTo(fake, { contents: registry });
    await later.send(toAna(question(3)));
    expect(fake.requests.content).toBe(1);
    later.close();
  });

  it('is created anew, once, when Twilio no longer knows it', async () => {
    await channel.send(toAna(question(3)));
    for (const sid of fake.contents.all.keys()) fake.contents.delete(sid);
    await channel.send(toAna(question(3)));
    expect(fake.inbox(ANA).map(({ kind }) => kind)).toEqual(['buttons', 'buttons']);
    expect(fake.contents.all.size).toBe(1);
    expect([...registry.sids.values()]).toEqual([...fake.contents.all.keys()]);
  });
});

describe('a resource that Twilio never knows, however often it is made', () => {
  it('is not made for every message', async () => {
    fake.failNext(1000, { status: 400, code: 21655 }, { having: 'ContentSid' });
    for (let count = 0; count < 5; count++) await channel.send(toAna(question(2)));
    expect(fake.inbox(ANA).map(({ kind }) => kind)).toEqual(['text', 'text', 'text', 'text', 'text']);
    expect(fake.requests.content).toBe(2);
  });

  it('is forgotten once by messages that find it gone at the same moment', async () => {
    await channel.send(toAna(question(2)));
    for (const sid of fake.contents.all.keys()) fake.contents.delete(sid);
    await Promise.all([1, 2, 3, 4].map(() => channel.send(toAna(question(2)))));
    expect(fake.inbox(ANA).every(({ kind }) => kind === 'buttons')).toBe(true);
    expect(fake.requests.content).toBe(2);
  });
});

describe('a question that cannot have its buttons', () => {
  const asText = '¿Dónde atiende su negocio?\n\n1. Opción 1\n2. Opción 2';

  it.each([63005, 63013, 63021, 21655, 21656])('goes as numbered text when Twilio says %i', async (code) => {
    fake.failNext(9, { status: 400, code }, { having: 'ContentSid' });
    expect((await channel.send(toAna(question(2)))).kind).toBe('accepted');
    expect(screens()).toEqual([asText]);
  });

  it.each([
    ['refuses', () => fake.failNext(1, { status: 400, code: 20001 }, { on: 'content' })],
    ['is down', () => fake.failNext(1, { status: 503 }, { on: 'content' })],
    ['is silent', () => fake.faults.next({ kind: 'hang', when: 'after' }, { on: 'content' })],
    ['answers nonsense', () => fake.faults.next({ kind: 'garble' }, { on: 'content' })],
  ])(
    'goes as numbered text when the Content API %s, and does not ask it again for a while',
    async (_, fault) => {
      fault();
      const waiting = channelTo(fake, IMPATIENT);
      await waiting.send(toAna(question(2)));
      await waiting.send(toAna(question(2)));
      waiting.close();
      expect(screens()).toEqual([asText, asText]);
      expect(fake.requests.content).toBe(1);
    },
  );

  it('goes as numbered text when the registry is away', async () => {
    const away = () => Promise.reject(new Error('no store'));
    const broken: ContentRegistry = { claim: away, save: away, forget: away };
    const lame = channelTo(fake, { contents: broken });
    expect((await lame.send(toAna(question(2)))).kind).toBe('accepted');
    expect(screens()).toEqual([asText]);
    lame.close();
  });

  it('goes as numbered text when whoever creates it never finishes', async () => {
    const busy: ContentRegistry = { ...registry, claim: async () => ({ kind: 'busy' }) };
    const waiting = channelTo(fake, { contents: busy });
    await waiting.send(toAna(question(2)));
    expect(screens()).toEqual([asText]);
    waiting.close();
  });

  it('goes as numbered text with choices that look the same', async () => {
    const choices = [1, 2].map((id) => ({ id: `${id}`, title: 'Tienda' }));
    await channel.send(toAna({ kind: 'choices', text: '¿Cuál?', choices, listLabel: 'Ver' }));
    expect(screens()).toEqual(['¿Cuál?\n\n1. Tienda\n2. Tienda']);
  });

  it('is not sent again as text when its answer was lost: it may have arrived', async () => {
    await channel.send(toAna(question(2)));
    fake.faults.next({ kind: 'reset', when: 'after' });
    expect(await channel.send(toAna(question(2)))).toEqual({ kind: 'unknown', reason: 'reset' });
    expect(fake.inbox(ANA).map(({ kind }) => kind)).toEqual(['buttons', 'buttons']);
  });

  it('is not sent as text when Twilio refuses the person or the pace', async () => {
    for (const [status, code] of [
      [429, 20429],
      [400, 21610],
      [500, 20500],
    ] as const) {
      fake.failNext(1, { status, code });
      expect(await channel.send(toAna(question(2)))).toMatchObject({ kind: 'refused', code });
    }
    expect(screens()).toEqual([]);
  });
});

describe('a template', () => {
  const reminder = {
    kind: 'template',
    template: 'reminder',
    locale: 'es',
    variables: { 1: 'Ana', 2: 'lunes' },
  } as const;

  it('is sent by its SID, outside the window too', async () => {
    const sid = fake.addTemplate({
      language: 'es',
      types: {
        'twilio/quick-reply': {
          body: 'Hola {{1}}, su cita es el {{2}}.',
          actions: [{ title: 'Confirmo', id: 'ok' }],
        },
      },
    });
    fake.clock.advance(48 * 3600_000);
    const templates = (name: string, locale: string) => (name === 'reminder' && locale === 'es' ? sid : null);
    const able = channelTo(fake, { templates });
    expect((await able.send(toAna(reminder))).kind).toBe('accepted');
    expect(screens()).toEqual(['Hola Ana, su cita es el lunes.\n[Confirmo]']);
    able.close();
  });

  it('holds no newline or other word that Twilio would refuse', async () => {
    const sid = fake.addTemplate({ language: 'es', types: { 'twilio/text': { body: 'Hola {{1}}.' } } });
    const able = channelTo(fake, { templates: () => sid });
    await able.send(toAna({ ...reminder, variables: { 1: ' Ana\n\nMaría      P. ' } }));
    expect(screens()).toEqual(['Hola Ana María    P..']);
    able.close();
  });

  it('whose lookup fails is refused, not thrown', async () => {
    const templates = () => {
      throw new Error('no file');
    };
    const unable = channelTo(fake, { templates });
    expect(await unable.send(toAna(reminder))).toMatchObject({ kind: 'refused', reason: 'fault' });
    unable.close();
  });

  it('that nobody registered is refused by name', async () => {
    expect(await channel.send(toAna(reminder))).toEqual({
      kind: 'refused',
      code: null,
      retry: 'never',
      reason: 'template-missing',
    });
    expect(fake.requests.messages).toBe(0);
  });

  it('is never created by us, even when Twilio does not know it', async () => {
    const stale = channelTo(fake, { templates: () => `HX${'0'.repeat(32)}` });
    expect(await stale.send(toAna(reminder))).toMatchObject({ kind: 'refused', code: 21655, retry: 'never' });
    expect(fake.requests.content).toBe(0);
    stale.close();
  });
});
