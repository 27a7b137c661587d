import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contactOf, isThrough, recordTurns, uncovered } from '../support/coverage.ts';
import { postOf } from '../support/post-of.ts';
import { talk } from '../support/talk.ts';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';
import { until } from '../support/waiting.ts';

let world: TestWorld;
const turns = recordTurns();
beforeAll(async () => {
  world = await startTestWorld({ overrides: { wrapPorts: turns.wrapPorts } });
});
afterAll(() => world.close());

let people = 0;
const nextPerson = () => `whatsapp:+57300${String(4_000_000 + ++people)}`;

async function settled(person: string): Promise<string> {
  const { house } = world.app;
  const contactId = await contactOf(house, person);
  await until('all is answered', () => isThrough(house, contactId));
  await world.fake.settled();
  return contactId;
}

async function revisionOf(contactId: string): Promise<number> {
  return (await world.app.house.ports.conversations.load(contactId))?.revision ?? 0;
}

describe('two messages in the same second', () => {
  it('are both advanced, in order, and covered by a reply', async () => {
    const { fake, app } = world;
    const person = nextPerson();
    await talk(world, person, ['hola', 'ver si cumplo', 'sí']);
    const at = new Date();
    const first = postOf(fake, person, '3 años', { at });
    const second = postOf(fake, person, 'somos 4', { at: new Date(at.getTime() + 1) });
    await Promise.all([app.house.receive(first), app.house.receive(second)]);
    const contactId = await settled(person);

    const conversation = await app.house.ports.conversations.load(contactId);
    expect(conversation?.frames.at(-1)?.answers).toMatchObject({
      operatingMonths: { said: '3 años', value: 36 },
      people: { said: 'somos 4', value: 4 },
    });
    expect(conversation?.revision).toBe(5);
    expect(turns.turns.slice(-2)).toEqual([first.id, second.id]);
    expect(await uncovered(app.house, contactId)).toEqual([]);
    expect(fake.inbox(person).at(-1)?.text).toContain('¿Dónde atiende');
  });

  it('posted at once by the door of Twilio are both answered', async () => {
    const { fake, app } = world;
    const person = nextPerson();
    const answers = await Promise.all([
      fake.say(person, 'hola'),
      fake.say(person, 'cuánto dura el programa'),
    ]);
    expect(answers.map((answer) => answer.status)).toEqual([200, 200]);
    const contactId = await settled(person);
    expect(await revisionOf(contactId)).toBe(2);
    expect(await uncovered(app.house, contactId)).toEqual([]);
    // Which of two connections is heard first is nobody's promise; that they are answered in that order is.
    const { messages } = app.house.records.models;
    const came = await messages
      .find({ contactId, direction: 'in' })
      .sort({ createdAt: 1, answeredAt: 1 })
      .lean();
    expect(turns.turns.slice(-2)).toEqual(came.map(({ _id }) => _id));
    expect(came.map(({ _id }) => _id).sort()).toEqual(answers.map((answer) => answer.sid).sort());
  });
});

describe('the same MessageSid twice', () => {
  it('in turn counts once', async () => {
    const { fake } = world;
    const person = nextPerson();
    const { sid } = await fake.say(person, 'hola');
    const contactId = await settled(person);
    const again = await fake.say(person, 'hola', { MessageSid: sid });
    expect(again.status).toBe(200);
    expect(await settled(person)).toBe(contactId);
    expect(await revisionOf(contactId)).toBe(1);
    expect(fake.inbox(person)).toHaveLength(1);
  });

  it('at once counts once', async () => {
    const { fake } = world;
    const person = nextPerson();
    const MessageSid = `SM${'a'.repeat(31)}1`;
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => fake.say(person, 'hola', { MessageSid })),
    );
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
    const contactId = await settled(person);
    expect(await revisionOf(contactId)).toBe(1);
    expect(fake.inbox(person)).toHaveLength(1);
  });
});
