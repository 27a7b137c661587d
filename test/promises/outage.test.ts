import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Ports } from '../../src/usecases/ports.ts';
import { contactOf, isThrough } from '../support/coverage.ts';
import { type Severable, severable } from '../support/severable.ts';
import { TO_THE_VERDICT, talk } from '../support/talk.ts';
import { databaseOf, startTestWorld, type TestWorld } from '../support/test-app.ts';
import { pause, until } from '../support/waiting.ts';

let redis: Severable;
let mongodb: Severable;
let world: TestWorld;
/** Cuts a line for a moment at one of the next calls, so many times. */
let plan: { line: Severable; at: 'commit' | 'insert screening' | 'insert replies'; times: number } | null =
  null;

async function cutIfPlanned(at: NonNullable<typeof plan>['at']): Promise<void> {
  if (plan?.at !== at || plan.times === 0) return;
  plan.times--;
  const { line } = plan;
  line.cut();
  setTimeout(() => line.mend(), 500);
}

function wrapPorts(ports: Ports): Ports {
  const { conversations, screenings, outbound } = ports;
  const cutting =
    <A extends unknown[], R>(at: NonNullable<typeof plan>['at'], work: (...args: A) => Promise<R>) =>
    async (...args: A) => {
      await cutIfPlanned(at);
      return await work(...args);
    };
  return {
    ...ports,
    conversations: { ...conversations, commit: cutting('commit', conversations.commit) },
    screenings: { ...screenings, insert: cutting('insert screening', screenings.insert) },
    outbound: { ...outbound, insertAbsent: cutting('insert replies', outbound.insertAbsent) },
  };
}

beforeAll(async () => {
  redis = await severable(`${inject('redisUrl')}/${1 + (Number(process.env.VITEST_POOL_ID ?? 1) % 15)}`);
  mongodb = await severable(databaseOf(inject('mongodbUri')));
  const env = { REDIS_URL: redis.url, MONGODB_URI: mongodb.url };
  world = await startTestWorld({ env, overrides: { wrapPorts, staleAfterMs: 1, lockMs: 1_000 } });
});
afterEach(() => {
  redis.mend();
  mongodb.mend();
  plan = null;
});
afterAll(async () => {
  await world.close();
  await redis.close();
  await mongodb.close();
});

let people = 0;
const nextPerson = () => `whatsapp:+57300${String(9_000_000 + ++people)}`;

/** All is answered, the verdict stands, and no message has used up more than its one attempt (one given back is none). */
async function expectNothingLost(person: string): Promise<void> {
  const { house } = world.app;
  const contactId = await contactOf(house, person);
  await until('all is answered', () => isThrough(house, contactId), 20_000);
  expect((await house.ports.screenings.latest(contactId))?.verdict.kind).toBe('eligible');
  const said = await house.records.models.messages.find({ contactId, direction: 'in' }).lean();
  expect(Math.max(...said.map((one) => one.turnAttempts?.length ?? 0))).toBe(1);
  expect(world.logged.filter((line) => line.level === 'error')).toEqual([]);
}

describe('Redis away', () => {
  it('for some seconds in the middle of a screening: the door takes messages, and they are answered after it', async () => {
    const person = nextPerson();
    const { fake } = world;
    await talk(world, person, TO_THE_VERDICT.slice(0, 4));
    redis.cut();
    for (const line of TO_THE_VERDICT.slice(4, 8)) expect((await fake.say(person, line)).status).toBe(200);
    await pause(3_000);
    expect(fake.inbox(person)).toHaveLength(4);
    redis.mend();
    await until('they are answered', () => fake.inbox(person).length > 4, 15_000);
    await until('in order', async () => isThrough(world.app.house, await contactOf(world.app.house, person)));
    await talk(world, person, TO_THE_VERDICT.slice(8));
    await expectNothingLost(person);
  });

  it('four times at the commit of one turn uses up none of its attempts', async () => {
    const person = nextPerson();
    await talk(world, person, TO_THE_VERDICT.slice(0, 5));
    plan = { line: redis, at: 'commit', times: 4 };
    await talk(world, person, TO_THE_VERDICT.slice(5));
    // A replica set may mend a write within the driver: then one cut is enough for all.
    expect(plan.times).toBeLessThan(4);
    await expectNothingLost(person);
  });
});

describe('MongoDB away', () => {
  it.each([
    ['at an action of a turn', 'insert screening'],
    ['between the commit and the replies', 'insert replies'],
  ] as const)('four times %s uses up none of its attempts', async (_, at) => {
    const person = nextPerson();
    await talk(world, person, TO_THE_VERDICT.slice(0, -1));
    plan = { line: mongodb, at, times: 4 };
    await talk(world, person, TO_THE_VERDICT.slice(-1));
    // A replica set may mend a write within the driver: then one cut is enough for all.
    expect(plan.times).toBeLessThan(4);
    await expectNothingLost(person);
    expect(world.fake.inbox(person)).toHaveLength(TO_THE_VERDICT.length);
  });

  it('again and again while much is read and written: it is found each time it is back', async () => {
    const { records, ports } = world.app.house;
    let asking = true;
    let answered = 0;
    const ask = async () => {
      while (asking) {
        try {
          await records.models.contacts.findOne({ _id: 'nobody' }).lean();
          await records.models.contacts.updateOne({ _id: 'nobody' }, { $set: { locale: 'es' } });
          answered = Date.now();
          await pause(5);
        } catch (error) {
          if (!ports.isOutage(error)) throw error;
          await pause(50);
        }
      }
    };
    const asked = Array.from({ length: 16 }, ask);
    for (let cuts = 0; cuts < 4; cuts++) {
      await pause(700);
      mongodb.cut();
      await pause(600);
      mongodb.mend();
      const mended = Date.now();
      await until('it answers', () => answered > mended, 15_000);
    }
    asking = false;
    await Promise.all(asked);
  }, 90_000);

  it('for long: the door answers 503 in time, and 200 to whom it could keep waiting; posted again a message counts once', async () => {
    const { fake } = world;
    const [early, late] = [nextPerson(), nextPerson()];
    mongodb.cut();
    const begun = Date.now();
    const refused = fake.say(early, 'hola');
    await pause(9_000);
    const waiting = fake.say(late, 'hola');
    const answer = await refused;
    expect(answer.status).toBe(503);
    expect(Date.now() - begun).toBeGreaterThan(11_000);
    expect(Date.now() - begun).toBeLessThan(14_000);
    mongodb.mend();
    expect((await waiting).status).toBe(200);
    const again = { MessageSid: answer.sid };
    for (let posts = 0; posts < 2; posts++) expect((await fake.say(early, 'hola', again)).status).toBe(200);
    await Promise.all([early, late].map((person) => fake.waitForInbox(person, 1)));
    await until('nothing is left', async () =>
      isThrough(world.app.house, await contactOf(world.app.house, early)),
    );
    expect(fake.inbox(early)).toHaveLength(1);
  });
});
