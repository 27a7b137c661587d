import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAX_TURN_ATTEMPTS } from '../../src/domain/turn-attempt.ts';
import { type Conversing, converseOnce } from '../../src/usecases/converse.ts';
import type { Ports } from '../../src/usecases/ports.ts';
import { postOf } from '../support/post-of.ts';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';
import { until } from '../support/waiting.ts';

/** Nobody is held back by a lock here: these are the steps of one turn, taken by several at once. */
let world: TestWorld;
beforeAll(async () => {
  world = await startTestWorld({ overrides: { sweepEveryMs: 1e8 } });
});
afterAll(() => world.close());

let people = 0;

/** A person who was greeted, and whose next message lies there untouched: no door knows of either. */
async function waiting(text: string): Promise<{ person: string; contactId: string; id: string }> {
  const { conversing, ports } = world.app.house;
  const person = `whatsapp:+57300930${String(++people).padStart(4, '0')}`;
  const posts = ['hola', text].map((said) => postOf(world.fake, person, said));
  let contactId = '';
  for (const message of posts) {
    const { identities, channel, receivedAt: at } = message;
    contactId = await ports.contacts.resolve({ identities, channel, at });
    await ports.inbound.insert(message, contactId);
    if (message === posts[0]) await converseOnce(conversing, contactId);
  }
  return { person, contactId, id: posts[1]?.id ?? '' };
}

function gate(): { open(): void; passed: Promise<void> } {
  let open: () => void = () => undefined;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open: () => open(), passed };
}

describe('racers over one message', () => {
  it('do not count as failures of it, however many are at it', async () => {
    const { person, contactId, id } = await waiting('cuánto dura');
    const { house } = world.app;
    const held = gate();
    let atTheCommit = 0;
    const slow: Partial<Ports> = {
      conversations: {
        ...house.ports.conversations,
        async commit(...args) {
          atTheCommit++;
          await held.passed;
          return await house.ports.conversations.commit(...args);
        },
      },
    };
    const racers = Array.from({ length: MAX_TURN_ATTEMPTS }, () =>
      converseOnce(over(house.conversing, slow), contactId),
    );
    await until('all have begun', () => Promise.resolve(atTheCommit === MAX_TURN_ATTEMPTS));
    expect(await converseOnce(house.conversing, contactId)).toBe('taken');
    expect(await house.ports.inbound.unansweredById(id)).not.toBeNull();
    held.open();
    await Promise.all(racers);
    await house.conversing.deliver(contactId);
    const [bubble] = await world.fake.waitForInbox(person, 1);
    expect(bubble?.text).not.toContain(house.texts.get('es', 'common:safe-sentence'));
    expect((await house.ports.conversations.load(contactId))?.revision).toBe(2);
    expect(await house.ports.handoffs.list({ open: true })).toEqual([]);
  });

  it('of one process are one: it is not at a message twice', async () => {
    const { contactId, id } = await waiting('cuánto dura');
    const { house } = world.app;
    const leaseUntil = new Date(Date.now() + 60_000);
    const { inbound } = house.ports;
    const begin = (process: string) =>
      inbound.beginAttempt(id, { id: crypto.randomUUID(), process, leaseUntil }, new Date());
    const begun = await Promise.all(['one', 'one', 'one', 'other'].map(begin));
    expect(begun.filter(Boolean)).toHaveLength(2);
    expect((await inbound.unansweredById(id))?.attempts.map(({ process }) => process).sort()).toEqual([
      'one',
      'other',
    ]);
    expect(await converseOnce(over(house.conversing, {}), contactId)).toBe('done');
  });

  it('that lost give their attempt back: three losses are no failure', async () => {
    const { contactId, id } = await waiting('cuánto dura');
    const { house } = world.app;
    const loser = over(house.conversing, {
      conversations: { ...house.ports.conversations, commit: async () => false },
    });
    for (let losses = 0; losses <= MAX_TURN_ATTEMPTS; losses++) await converseOnce(loser, contactId);
    expect((await house.ports.inbound.unansweredById(id))?.attempts).toEqual([]);
  });
});

it('a message answered between two looks at it is not advanced once more', async () => {
  const { contactId, id } = await waiting('cuánto dura');
  const { house } = world.app;
  const { inbound, outbound } = house.ports;
  const committed = gate();
  const written = gate();
  const first = over(house.conversing, {
    outbound: {
      ...outbound,
      async insertAbsent(records) {
        committed.open();
        await looked.passed;
        await outbound.insertAbsent(records);
      },
    },
  });
  const looked = gate();
  // It finds the message open, and only after that looks whether its turn was taken and not yet written.
  const second = over(house.conversing, {
    inbound: {
      ...inbound,
      async unanswered(...args) {
        const found = await inbound.unanswered(...args);
        looked.open();
        return found;
      },
      async unansweredById(one) {
        await written.passed;
        return await inbound.unansweredById(one);
      },
    },
  });
  const taken = converseOnce(first, contactId).finally(written.open);
  await committed.passed;
  await Promise.all([converseOnce(second, contactId), taken]);
  const conversation = await house.ports.conversations.load(contactId);
  expect(conversation).toMatchObject({ revision: 2, lastTurn: id });
});

/** The same house as another process, with some of its ports in other hands. */
function over(conversing: Conversing, ports: Partial<Conversing['ports']>): Conversing {
  return { ...conversing, process: crypto.randomUUID(), ports: { ...conversing.ports, ...ports } };
}
