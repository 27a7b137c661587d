import { afterAll, beforeAll, expect, it } from 'vitest';
import { contactOf, isThrough } from '../support/coverage.ts';
import { postOf } from '../support/post-of.ts';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';
import { until } from '../support/waiting.ts';

const MINUTE_MS = 60_000;
let ahead = 0;
const clock = () => new Date(Date.now() + ahead);
let world: TestWorld;
beforeAll(async () => {
  world = await startTestWorld({ overrides: { clock, sweepEveryMs: 1e8, staleAfterMs: 1 } });
});
afterAll(() => world.close());

/** Takes messages in and leaves them unanswered for a while, as a process that ended would. */
async function leave(person: string, minutes: number, ...texts: string[]): Promise<string> {
  const { house } = world.app;
  const { ports } = house;
  const identity = { kind: 'phone' as const, value: person.replace('whatsapp:', '') };
  const contactId = await ports.contacts.resolve({ identities: [identity], channel: 'twilio', at: clock() });
  for (const [n, text] of texts.entries()) {
    const at = new Date(clock().getTime() + n);
    await ports.inbound.insert(postOf(world.fake, person, text, { at }), contactId);
  }
  ahead += minutes * MINUTE_MS;
  return contactId;
}

const apology = () => world.app.house.texts.get('es', 'common:late');
const apologies = (person: string) =>
  world.fake.inbox(person).filter((bubble) => bubble.text.includes(apology())).length;

it('an answer more than ten minutes late opens with the apology', async () => {
  const person = 'whatsapp:+573009100001';
  await leave(person, 11, 'cuánto dura');
  await world.app.house.sweep();
  const [bubble] = await world.fake.waitForInbox(person, 1);
  expect(bubble?.text.startsWith(apology())).toBe(true);
  await world.fake.say(person, 'hola');
  await world.fake.waitForInbox(person, 2);
  expect(apologies(person)).toBe(1);
});

it('less late, it does not', async () => {
  const person = 'whatsapp:+573009100002';
  await leave(person, 9, 'cuánto dura');
  await world.app.house.sweep();
  await world.fake.waitForInbox(person, 1);
  expect(apologies(person)).toBe(0);
});

it('several late answers that need several messages apologise once', async () => {
  const person = 'whatsapp:+573009100003';
  const questions = [
    'cuánto dura',
    'qué cuesta',
    'quién lo opera',
    'qué municipios',
    'qué sectores',
    'requisitos',
  ];
  const contactId = await leave(
    person,
    30,
    ...questions,
    ...questions.map((question) => `${question} por favor`),
  );
  await world.app.house.sweep();
  await until('all is answered', () => isThrough(world.app.house, contactId));
  expect(world.fake.inbox(person).length).toBeGreaterThan(1);
  expect(apologies(person)).toBe(1);
  expect(world.fake.inbox(person)[0]?.text.startsWith(apology())).toBe(true);
});

it('an answer that was refused at first and goes out again does not apologise twice', async () => {
  const person = 'whatsapp:+573009100004';
  await leave(person, 11, 'cuánto dura');
  world.fake.failNext(2, { status: 503 }, { to: person });
  await world.app.house.sweep();
  const contactId = await contactOf(world.app.house, person);
  await until('it is sent', async () => {
    ahead += 1_000;
    await world.app.house.sweep();
    return await isThrough(world.app.house, contactId);
  });
  expect(world.fake.inbox(person)[0]?.text.split(apology())).toHaveLength(2);
  expect(apologies(person)).toBe(1);
});
