import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createNoticeBook } from '../../src/usecases/notice-book.ts';
import { type NewNotice, notify } from '../../src/usecases/notify.ts';
import { ERRAND, foldersWithErrand } from '../support/errand.ts';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';
import { until } from '../support/waiting.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
let world: TestWorld;
let now = 0;
let people = 0;
let person = '';

beforeAll(async () => {
  const overrides = { ...foldersWithErrand(), clock: () => new Date(now) };
  now = Date.now();
  world = await startTestWorld({
    overrides,
    env: (fake) => ({
      TWILIO_TEMPLATES: `errand:es=${fake.addTemplate({
        language: 'es',
        variables: { '1': 'algo', '2': 'un día' },
        types: {
          'twilio/quick-reply': {
            body: 'Plantilla: {{1}}, {{2}}.',
            actions: [
              { title: 'Ya lo hice', id: 'n:errand:done' },
              { title: 'Más tarde', id: 'n:errand:later' },
            ],
          },
        },
      })}`,
    }),
  });
});
afterAll(() => world.close());
beforeEach(() => {
  person = `whatsapp:+57300100${String(people++).padStart(4, '0')}`;
});

async function wait(ms: number): Promise<void> {
  now += ms;
  world.fake.clock.advance(ms);
}

async function hear(act: () => Promise<unknown>): Promise<string> {
  const read = world.fake.inbox(person).length;
  await wait(5_000);
  await act();
  return (await world.fake.waitForInbox(person, read + 1)).at(-1)?.screen ?? '';
}
const say = (text: string) => hear(() => world.fake.say(person, text));
const tap = (title: string) => hear(() => world.fake.tap(person, title));

async function contactId(): Promise<string> {
  const id = await world.app.house.ports.contacts.find({ kind: 'phone', value: person.slice(9) });
  if (!id) throw new Error('no contact');
  return id;
}

async function remind(key: string, change: Partial<NewNotice> = {}) {
  const notifying = { ...world.app.house.notifying, book: createNoticeBook([ERRAND]) };
  return await notify(notifying, {
    key,
    contactId: await contactId(),
    name: 'errand',
    params: () => ({ thing: 'la cita', day: 'martes' }),
    subject: 'mandado-7',
    purpose: 'notice',
    ...change,
  });
}

async function reminded(key: string): Promise<string> {
  return await hear(() => remind(key));
}

it('goes free-form with its buttons while the window is open, once however often it is written', async () => {
  await say('hola');
  expect(await reminded('once')).toContain('[Ya lo hice] [Más tarde]');
  await remind('once');
  await world.app.house.sweep();
  expect(world.fake.inbox(person)).toHaveLength(2);
});

it('goes as the template that says the same once 24 hours have passed', async () => {
  await say('hola');
  await wait(DAY_MS + 60_000);
  const read = await reminded('template');
  expect(read).toContain('Plantilla: la cita, martes.');
  expect(world.fake.inbox(person).at(-1)?.kind).toBe('template');
  // Its buttons were fixed when it was approved: what they are about is known by the message they answer.
  expect(await tap('Ya lo hice')).toContain('ya hizo mandado-7');
});

it('is refused with a named reason where its language has no template', async () => {
  await say('hola');
  await world.app.house.ports.contacts.update(await contactId(), { locale: 'en' });
  await wait(DAY_MS + 60_000);
  await remind('nameless');
  await until('it is given up', async () => {
    const { messages } = world.app.house.records.models;
    const kept = await messages.findById('nameless').lean();
    return kept?.state === 'failed' && kept.reason === 'template-missing';
  });
});

it('becomes the template where the provider saw the window close before we did', async () => {
  await say('hola');
  world.fake.failNext(1, { status: 400, code: 63016 });
  expect(await reminded('closed-between')).toContain('Plantilla');
});

it('leaves the question under way where it stands, which goes on after its answer', async () => {
  await say('hola');
  await tap('Ver si cumplo');
  await reminded('in-between');
  const heard = await tap('Más tarde');
  expect(heard).toMatch(/queda para después[\s\S]*¿autoriza/i);
});

it('is answered by typing too, at rest and as a quoted reply', async () => {
  await say('hola');
  await reminded('typed');
  expect(await say('ya lo hice')).toContain('ya hizo mandado-7');
});

it('asks back where a typed answer would answer two questions', async () => {
  await say('hola');
  await say('idioma');
  await reminded('twice');
  // "1" is the first language as well as the first button.
  const which = await say('1');
  expect(which).toContain('¿Cuál me está respondiendo?');
  expect(await tap('La otra pregunta')).toContain('idioma');
  expect(await say('1')).toContain('español');
});

it('is not written to who wants nothing, unless they asked for what it is about', async () => {
  await say('hola');
  const { contacts } = world.app.house.ports;
  await contacts.update(await contactId(), { optedOut: 'everything' });
  expect(await remind('unwanted')).toEqual({ kind: 'opted-out' });
  expect(await remind('wanted', { requested: true })).toEqual({ kind: 'written' });
  await contacts.update(await contactId(), { optedOut: 'invitations' });
  expect(await remind('invitation', { purpose: 'broadcast' })).toEqual({ kind: 'opted-out' });
  expect(await remind('service')).toEqual({ kind: 'written' });
});
