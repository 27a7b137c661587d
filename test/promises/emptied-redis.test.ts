import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ports } from '../../src/usecases/ports.ts';
import { contactOf, isThrough } from '../support/coverage.ts';
import { TO_THE_VERDICT, talk } from '../support/talk.ts';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';
import { until } from '../support/waiting.ts';

let world: TestWorld;
/** Called once, right after the next commit. */
let afterCommit: (() => Promise<void>) | null = null;

function wrapPorts(ports: Ports): Ports {
  const { load, snapshot, commit } = ports.conversations;
  return {
    ...ports,
    conversations: {
      load,
      snapshot,
      async commit(conversation, expected) {
        const won = await commit(conversation, expected);
        const act = afterCommit;
        afterCommit = null;
        await act?.();
        return won;
      },
    },
  };
}

beforeAll(async () => {
  world = await startTestWorld({ overrides: { wrapPorts, staleAfterMs: 1 } });
});
afterAll(() => world.close());

/** This test's own database: what FLUSHALL does to the house, without doing it to other tests. */
const emptyRedis = () => world.app.house.redis.flushdb();

async function answersOf(person: string) {
  const { house } = world.app;
  const contactId = await contactOf(house, person);
  await until('all is answered', () => isThrough(house, contactId));
  const conversation = await house.ports.conversations.load(contactId);
  return conversation?.frames.at(-1)?.answers ?? {};
}

async function verdictOf(person: string): Promise<string | undefined> {
  const { house } = world.app;
  return (await house.ports.screenings.latest(await contactOf(house, person)))?.verdict.kind;
}

describe('Redis emptied in the middle of a screening', () => {
  it('between turns costs nobody their place', async () => {
    const person = 'whatsapp:+573007000001';
    for (const line of TO_THE_VERDICT) {
      await talk(world, person, [line]);
      await answersOf(person);
      await emptyRedis();
    }
    expect(await verdictOf(person)).toBe('eligible');
    expect(world.fake.inbox(person)).toHaveLength(TO_THE_VERDICT.length);
  });

  it('between commit and write costs nobody their place', async () => {
    const person = 'whatsapp:+573007000002';
    await talk(world, person, TO_THE_VERDICT.slice(0, 4));
    afterCommit = async () => void (await emptyRedis());
    await talk(world, person, TO_THE_VERDICT.slice(4));
    expect(await verdictOf(person)).toBe('eligible');
    expect(world.fake.inbox(person)).toHaveLength(TO_THE_VERDICT.length);
  });

  it('right after a commit whose answer was lost advances the message once more, to the same effect', async () => {
    const person = 'whatsapp:+573007000003';
    await talk(world, person, TO_THE_VERDICT.slice(0, 4));
    afterCommit = async () => {
      await emptyRedis();
      throw new Error('Connection is closed.');
    };
    await talk(world, person, TO_THE_VERDICT.slice(4));
    expect(await verdictOf(person)).toBe('eligible');
    expect(world.fake.inbox(person)).toHaveLength(TO_THE_VERDICT.length);
    const { house } = world.app;
    const found = await house.records.models.messages
      .find({ contactId: await contactOf(house, person) })
      .lean();
    // Given back when the outage was over, and counted when the turn was taken again.
    expect(found.filter((one) => one.direction === 'in').every((one) => one.turnAttempts?.length === 1)).toBe(
      true,
    );
  });

  it('while others talk loses nothing of theirs', async () => {
    const crowd = Array.from({ length: 5 }, (_, n) => `whatsapp:+57300700010${n}`);
    const talks = crowd.map((person) => talk(world, person, TO_THE_VERDICT));
    let talking = true;
    const flushing = (async () => {
      while (talking) {
        await emptyRedis();
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    })();
    await Promise.all(talks);
    talking = false;
    await flushing;
    for (const person of crowd) expect(await verdictOf(person)).toBe('eligible');
  });
});

describe('Redis restored from an older copy', () => {
  it('loses to the snapshot', async () => {
    const person = 'whatsapp:+573007000004';
    const { redis } = world.app.house;
    await talk(world, person, TO_THE_VERDICT.slice(0, 4));
    await answersOf(person);
    const key = `conversation:${await contactOf(world.app.house, person)}`;
    const old = await redis.hgetall(key);
    await talk(world, person, TO_THE_VERDICT.slice(4, 7));
    expect(Object.keys(await answersOf(person))).toEqual([
      'agrees',
      'operatingMonths',
      'people',
      'premises',
      'sector',
    ]);
    await redis.del(key);
    await redis.hset(key, old);
    await talk(world, person, TO_THE_VERDICT.slice(7));
    expect(await verdictOf(person)).toBe('eligible');
  });
});
