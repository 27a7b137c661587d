import { afterAll, beforeAll, expect, it } from 'vitest';
import type { House } from '../../src/composition/house.ts';
import { contactOf, isThrough, recordTurns, uncovered } from '../support/coverage.ts';
import { postOf } from '../support/post-of.ts';
import { startSecondHouse } from '../support/second-house.ts';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';
import { until } from '../support/waiting.ts';

const turns = recordTurns();
// The lock runs out in the middle of nearly every turn: the commit alone keeps order.
const overrides = { wrapPorts: turns.wrapPorts, lockMs: 2, sweepEveryMs: 200, staleAfterMs: 1 };

let world: TestWorld;
let second: House;
beforeAll(async () => {
  world = await startTestWorld({ overrides });
  second = await startSecondHouse(world, overrides);
  second.start();
});
afterAll(async () => {
  await second.close();
  await world.close();
});

const MESSAGES = 12;

it.each(['whatsapp:+573005000001', 'whatsapp:+573005000002'])(
  'two processes race over the messages of %s: each is advanced once, and answered once',
  async (person) => {
    const { fake } = world;
    const houses = [world.app.house, second];
    const begun = Date.now();
    const posts = Array.from({ length: MESSAGES }, (_, n) =>
      postOf(fake, person, n % 2 ? 'menú' : 'cuánto dura', { at: new Date(begun + n) }),
    );
    // Each is handed to both, as when Twilio posts again because the first answer was late.
    const received = await Promise.all(
      posts.flatMap((post) => houses.map(async (house) => (await house.receive(post)).kind)),
    );
    expect(received.filter((kind) => kind === 'new')).toHaveLength(MESSAGES);

    const contactId = await contactOf(second, person);
    await until('all is answered', () => isThrough(second, contactId), 20_000);
    await fake.settled();
    const advanced = turns.turns.filter((turn) => posts.some((post) => post.id === turn));
    expect(advanced).toHaveLength(MESSAGES);
    expect(new Set(advanced).size).toBe(MESSAGES);
    expect((await second.ports.conversations.load(contactId))?.revision).toBe(MESSAGES);
    expect(await uncovered(second, contactId)).toEqual([]);
    const sent = await second.records.models.messages.countDocuments({ contactId, state: 'sent' });
    expect(fake.inbox(person)).toHaveLength(sent);
  },
);
