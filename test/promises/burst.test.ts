import { afterAll, beforeAll, expect, it } from 'vitest';
import { PACE } from '../../src/domain/delivery.ts';
import { LIMITS, length } from '../../src/domain/presentation.ts';
import { position } from '../../src/domain/records.ts';
import { contactOf, isThrough, recordTurns, uncovered } from '../support/coverage.ts';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';
import { QUICK } from '../support/timing.ts';
import { pause, until } from '../support/waiting.ts';

const turns = recordTurns();
let ahead = 0;
const clock = () => new Date(Date.now() + ahead);
let world: TestWorld;
beforeAll(async () => {
  const overrides = { wrapPorts: turns.wrapPorts, clock, timing: { ...QUICK, pace: PACE } };
  world = await startTestWorld({ overrides });
});
afterAll(() => world.close());

const WORDS = [
  'hola',
  'cuánto dura',
  'qué cuesta',
  '¿dan certificado?',
  'quién lo opera',
  '3 años',
  'menú',
  '👍',
];

function mostSendsInAnyWindow(times: number[]): number {
  const counts = times.map((start) => times.filter((at) => at >= start && at - start < PACE.perMs).length);
  return Math.max(...counts);
}

it('200 messages in a second from one number are advanced in order and answered together, and others are not kept waiting', async () => {
  const { fake, app } = world;
  const person = 'whatsapp:+573006000001';
  const other = 'whatsapp:+573006000002';
  const said = Array.from({ length: 200 }, (_, n) => fake.say(person, WORDS[n % WORDS.length] ?? ''));
  await pause(300);
  const asked = Date.now();
  await fake.say(other, 'hola');
  await fake.waitForInbox(other, 1, 30_000);
  // However slow the machine is: not after the whole burst.
  const prompt = Date.now() - asked < 2_000 || turns.turns.length < 150;
  const posts = await Promise.all(said);
  expect(posts.every((post) => post.status === 200)).toBe(true);

  const contactId = await contactOf(app.house, person);
  const answered = async () => (await app.house.ports.inbound.unanswered(contactId, 1)).length === 0;
  await until('all is advanced', answered, 90_000);
  expect((await app.house.ports.conversations.load(contactId))?.revision).toBe(200);
  const found = await app.house.records.models.messages.find({ contactId, direction: 'in' }).lean();
  const arrived = found.sort((a, b) => (a.position < b.position ? -1 : 1)).map((one) => one._id);
  expect(turns.turns.filter((turn) => arrived.includes(turn))).toEqual(arrived);

  await until('what is left waits for the pace only', async () => {
    const [next] = await app.house.ports.outbound.pending(contactId, 1);
    return !next || (next.state === 'queued' && fake.inbox(person).length >= PACE.sends);
  });
  for (let windows = 0; windows < 12 && !(await isThrough(app.house, contactId)); windows++)
    await nextWindow();
  await until('all is sent', () => isThrough(app.house, contactId));
  expect(await uncovered(app.house, contactId)).toEqual([]);
  expect(fake.inbox(person).every((bubble) => length(bubble.text) <= LIMITS.text)).toBe(true);
  expect(fake.inbox(person).length).toBeLessThan(40);
  expect(mostSendsInAnyWindow(await sends(contactId))).toBeLessThanOrEqual(PACE.sends);
  expect(prompt).toBe(true);
}, 180_000);

it('never sends more than ten messages in thirty seconds to a contact, retries included', async () => {
  const { fake, app } = world;
  const person = 'whatsapp:+573006000003';
  await fake.say(person, 'hola');
  await fake.waitForInbox(person, 1);
  const contactId = await contactOf(app.house, person);
  await until('the first reply is out', () => isThrough(app.house, contactId));
  fake.failNext(3, { status: 429, code: 20429 }, { to: person });
  const at = clock();
  const records = Array.from({ length: 14 }, (_, k) => ({
    id: `burst.${k}`,
    contactId,
    channel: 'twilio' as const,
    purpose: 'reply' as const,
    content: { kind: 'text' as const, text: `${k} ${'a'.repeat(1500)}` },
    about: null,
    position: position(at, 'burst', k + 1),
    answers: at,
    state: 'queued' as const,
    attempts: 0,
    lastAttemptAt: null,
    nextAttemptAt: at,
    leaseUntil: null,
    sid: null,
    absorbs: [],
  }));
  await app.house.ports.outbound.insertAbsent(records);
  for (let windows = 0; windows < 6 && !(await isThrough(app.house, contactId)); windows++) {
    // Backoff is over sooner than the window.
    for (let seconds = 0; seconds < 8; seconds++) {
      await app.house.sweep();
      ahead += 1_000;
    }
    await nextWindow();
  }
  await fake.settled();
  const expected = records.map((record) => record.id.replace('burst.', ''));
  expect(
    fake
      .inbox(person)
      .slice(1)
      .map((bubble) => bubble.text.split(' ')[0]),
  ).toEqual(expected);
  const times = await sends(contactId);
  expect(times.length).toBeGreaterThanOrEqual(15 + 3);
  expect(mostSendsInAnyWindow(times)).toBeLessThanOrEqual(PACE.sends);
});

/** Every attempt to this contact, as the records tell. */
async function sends(contactId: string): Promise<number[]> {
  const found = await world.app.house.records.models.messages.find({ contactId, direction: 'out' }).lean();
  return found.flatMap((one) => (one.attemptedAt ?? []).map((at) => at.getTime()));
}

async function nextWindow(): Promise<void> {
  ahead += PACE.perMs;
  world.fake.clock.advance(PACE.perMs);
  await world.app.house.sweep();
}
