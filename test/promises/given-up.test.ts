import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InboundMessage } from '../../src/domain/message.ts';
import { MAX_TURN_ATTEMPTS } from '../../src/domain/turn-attempt.ts';
import type { Ports } from '../../src/usecases/ports.ts';
import { contactOf, isThrough } from '../support/coverage.ts';
import { dieAt } from '../support/mortal-ports.ts';
import { postOf } from '../support/post-of.ts';
import { startSecondHouse } from '../support/second-house.ts';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';
import { until } from '../support/waiting.ts';

/** The turns that cannot be committed, as if something in them were wrong. */
const broken = new Set<string>();

function wrapPorts(ports: Ports): Ports {
  const { conversations } = ports;
  return {
    ...ports,
    conversations: {
      ...conversations,
      async commit(conversation, expected) {
        if (broken.has(conversation.lastTurn ?? '')) throw new Error('this turn is wrong');
        return await conversations.commit(conversation, expected);
      },
    },
  };
}

/** After merges, waiting contacts, conversation, messages and the count of attempts: two moments each. */
const RIGHT_BEFORE_THE_COMMIT = 11;

const SHORT = { staleAfterMs: 1, lockMs: 300, turnLeaseMs: 300 };

let world: TestWorld;
beforeAll(async () => {
  world = await startTestWorld({ overrides: { ...SHORT, wrapPorts, sweepEveryMs: 1e8 } });
});
afterAll(() => world.close());

const safeSentence = () => world.app.house.texts.get('es', 'common:safe-sentence');

/** The message is closed, a person is called, and what was said after it is answered as ever. */
async function expectGivenUp(person: string, message: InboundMessage): Promise<void> {
  const { house } = world.app;
  const contactId = await contactOf(house, person);
  await until('all is answered', () => isThrough(house, contactId));
  const texts = world.fake.inbox(person).map((bubble) => bubble.text);
  const joined = texts.join('\n');
  expect(joined.split(safeSentence())).toHaveLength(2);
  expect(joined.endsWith(safeSentence())).toBe(false);
  const open = (await house.ports.handoffs.list({ open: true })).filter((one) => one.contactId === contactId);
  expect(open.map((one) => one.reason)).toEqual(['fault']);
  const found = await house.records.models.messages.findById(message.id).lean();
  expect(found?.open).toBe(false);
  expect(found?.turnAttempts).toHaveLength(MAX_TURN_ATTEMPTS);
  expect((await house.ports.conversations.load(contactId))?.lastTurn).not.toBe(message.id);
}

describe('a message that cannot be advanced', () => {
  it('is closed after three turns that threw, and does not block the next one', async () => {
    const { fake, app } = world;
    const person = 'whatsapp:+573009200001';
    await fake.say(person, 'hola');
    await fake.waitForInbox(person, 1);
    const bad = postOf(fake, person, 'cuánto dura');
    broken.add(bad.id);
    await Promise.all([app.house.receive(bad), app.house.receive(postOf(fake, person, 'qué cuesta'))]);
    await expectGivenUp(person, bad);
    expect(world.logged.filter((line) => line.event === 'turn failed')).toHaveLength(MAX_TURN_ATTEMPTS);
    expect(world.logged.filter((line) => line.event === 'turn given up')).toHaveLength(1);
  });

  it('is closed after it has killed the process three times, and does not block the next one', async () => {
    const { fake, app } = world;
    const person = 'whatsapp:+573009200002';
    const killer = postOf(fake, person, 'cuánto dura');
    const { identities, channel, receivedAt: at } = killer;
    const contactId = await app.house.ports.contacts.resolve({ identities, channel, at });
    await app.house.ports.inbound.insert(killer, contactId);
    const death = dieAt(0);
    const mortal = await startSecondHouse(world, { ...SHORT, ...death.overrides });
    for (let lives = 0; lives < MAX_TURN_ATTEMPTS; lives++) {
      death.reborn(RIGHT_BEFORE_THE_COMMIT);
      mortal.sweep();
      await until('it is dead', () => death.dead);
      expect(death.calls.at(-1)).toBe('inbound.beginAttempt');
      await until('its lock and its lease have run out', async () => {
        const record = await app.house.ports.inbound.unansweredById(killer.id);
        const locked = await app.house.redis.exists(`lock:converse:${contactId}`);
        return !locked && (record?.attempts ?? []).every(({ leaseUntil }) => leaseUntil < new Date());
      });
    }
    await app.house.receive(postOf(fake, person, 'qué cuesta'));
    await expectGivenUp(person, killer);
    death.reborn(0);
    await mortal.close();
  });

  it('because the conversation cannot be read is closed too', async () => {
    const { fake, app } = world;
    const person = 'whatsapp:+573009200003';
    await fake.say(person, 'hola');
    await fake.waitForInbox(person, 1);
    const contactId = await contactOf(app.house, person);
    await until('the greeting is through', () => isThrough(app.house, contactId));
    await app.house.redis.hset(`conversation:${contactId}`, { state: 'not a conversation' });
    await fake.say(person, 'cuánto dura');
    const [, bubble] = await fake.waitForInbox(person, 2);
    expect(bubble?.text).toBe(safeSentence());
  });
});
