import { afterAll, beforeAll, expect, it } from 'vitest';
import { readHistory } from '../../src/adapters/mongo/history.ts';
import { CALM_MINUTES } from '../../src/domain/flood.ts';
import { takeOver } from '../../src/usecases/console/take-over.ts';
import { contactOf, isThrough } from '../support/coverage.ts';
import { talk } from '../support/talk.ts';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';
import { until } from '../support/waiting.ts';

const BUDGET = 8;
let ahead = 0;
let echo: string | null = null;
let world: TestWorld;
beforeAll(async () => {
  world = await startTestWorld({
    env: { INBOUND_PER_MINUTE: String(BUDGET), INBOUND_PER_HOUR: '100' },
    overrides: { clock: () => new Date(Date.now() + ahead) },
    fake: {
      // A machine on the other side, which answers whatever it reads.
      onShown: ({ address }, { text }) => {
        if (address === echo) world.fake.say(address, `Gracias por su mensaje: ${text.slice(0, 40)}`);
      },
    },
  });
});
afterAll(() => world.close());

const hushed = () => world.app.house.texts.get('es', 'common:hushed', { minutes: CALM_MINUTES });
const read = (person: string) => world.fake.inbox(person).map(({ text }) => text);

async function through(person: string): Promise<string> {
  const contactId = await contactOf(world.app.house, person);
  await until('all is answered', () => isThrough(world.app.house, contactId));
  await world.fake.settled();
  return contactId;
}

it('who floods is told so once, everything is acknowledged and kept, and after a pause they are heard', async () => {
  const person = 'whatsapp:+573007300001';
  await talk(world, person, ['hola']);
  const posts = await Promise.all(
    Array.from({ length: 30 }, (_, n) => world.fake.say(person, `mensaje ${n}`)),
  );
  expect(new Set(posts.map(({ status }) => status))).toEqual(new Set([200]));
  const contactId = await through(person);
  expect(read(person).filter((text) => text.includes(hushed()))).toHaveLength(1);
  expect(read(person).at(-1)).toContain(hushed());
  const { records, vault } = world.app.house;
  const lines = await readHistory(records.models, vault, { contactId, limit: 100 });
  expect(lines.filter(({ direction }) => direction === 'in')).toHaveLength(31);

  const before = read(person).length;
  await world.fake.say(person, 'menú');
  await through(person);
  expect(read(person)).toHaveLength(before);

  ahead += CALM_MINUTES * 60_000 + 1_000;
  expect(await talk(world, person, ['cuánto dura'])).toContain('seis meses');
  expect(world.logged.filter(({ event }) => event === 'contact floods')).toHaveLength(1);
});

it('another machine that answers every answer falls silent', async () => {
  echo = 'whatsapp:+573007300002';
  await world.fake.say(echo, 'hola');
  await until('it is hushed', () => read(echo ?? '').some((text) => text.includes(hushed())));
  const contactId = await through(echo);
  const { messages } = world.app.house.records.models;
  const count = () => messages.countDocuments({ contactId });
  const before = await count();
  for (let sweeps = 0; sweeps < 3; sweeps++) await world.app.house.sweep();
  await through(echo);
  expect(await count()).toBe(before);
  expect(read(echo).length).toBeLessThanOrEqual(BUDGET + 1);
});

it('a chat that a person has taken over is theirs, however much is written', async () => {
  const person = 'whatsapp:+573007300003';
  await talk(world, person, ['hola']);
  const contactId = await through(person);
  await takeOver(world.app.house.takingOver, { contactId, by: 'rosa' });
  await through(person);
  const before = read(person).length;
  for (let n = 0; n < BUDGET + 3; n++) await world.fake.say(person, `mensaje ${n}`);
  await through(person);
  expect(read(person)).toHaveLength(before);
});
