import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OutboundContent } from '../../src/domain/message.ts';
import { type OutboundRecord, position } from '../../src/domain/records.ts';
import { newConversation } from '../../src/flow/conversation.ts';
import { writeTurn } from '../../src/usecases/write-turn.ts';
import { contactOf, isThrough, uncovered } from '../support/coverage.ts';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';
import { pause } from '../support/waiting.ts';

let ahead = 0;
const clock = () => new Date(Date.now() + ahead);
const overrides = { clock, sweepEveryMs: 1e8, staleAfterMs: 1 };
let world: TestWorld;
beforeAll(async () => {
  world = await startTestWorld({ overrides });
});
afterAll(() => world.close());

let people = 0;

/** Someone who has been greeted, and whom nothing is owed. */
async function acquaintance({ fake, app }: TestWorld): Promise<{ person: string; contactId: string }> {
  const person = `whatsapp:+57300${6_100_000 + ++people}`;
  await fake.say(person, 'hola');
  await fake.waitForInbox(person, 1);
  const contactId = await contactOf(app.house, person);
  await allSent({ fake, app } as TestWorld, contactId);
  return { person, contactId };
}

/** Lets seconds pass at once, for the bot and for Twilio, until nothing is owed. */
async function allSent({ fake, app }: TestWorld, contactId: string): Promise<void> {
  for (let rounds = 0; rounds < 100; rounds++) {
    await pause(20);
    await fake.settled();
    if (await isThrough(app.house, contactId)) return;
    ahead += 500;
    fake.clock.advance(500);
    await app.house.sweep();
  }
  throw new Error('something is still owed');
}

const texts = ({ fake }: TestWorld, person: string) =>
  fake
    .inbox(person)
    .slice(1)
    .map((bubble) => bubble.text);

async function records({ app }: TestWorld, contactId: string) {
  const found = await app.house.records.models.messages.find({ contactId, direction: 'out' }).lean();
  return found.sort((one, other) => (one.position < other.position ? -1 : 1)).slice(1);
}

/** Puts messages of ours on their way, one that does not merge with the other. */
async function queue(
  { app }: TestWorld,
  contactId: string,
  contents: OutboundContent[],
  purpose: OutboundRecord['purpose'] = 'notice',
): Promise<string[]> {
  const at = clock();
  const ids = contents.map((_, k) => `queued-${contactId}-${at.getTime()}.${k}`);
  const queued = contents.map((content, k) => ({
    id: ids[k] ?? '',
    contactId,
    channel: 'twilio' as const,
    purpose,
    content,
    about: null,
    position: position(at, `queued-${at.getTime()}`, k),
    answers: null,
    state: 'queued' as const,
    attempts: 0,
    lastAttemptAt: null,
    nextAttemptAt: at,
    leaseUntil: null,
    sid: null,
    absorbs: [],
  }));
  await app.house.ports.outbound.insertAbsent(queued);
  await app.house.sweep();
  return ids;
}

const text = (words: string): OutboundContent => ({ kind: 'text', text: words });

describe('a refusal', () => {
  it.each([
    ['429 and 500', [{ status: 429, code: 20429 }, { status: 500 }]],
    ['503 again and again', Array.from({ length: 4 }, () => ({ status: 503 }))],
  ])('%s, then success: order is kept', async (_, refusals) => {
    const { person, contactId } = await acquaintance(world);
    for (const refusal of refusals) world.fake.failNext(1, refusal, { to: person });
    await queue(world, contactId, [text('uno'), text('dos'), text('tres')]);
    await allSent(world, contactId);
    expect(texts(world, person)).toEqual(['uno', 'dos', 'tres']);
    const [first] = await records(world, contactId);
    expect(first).toMatchObject({ state: 'sent', attempts: refusals.length + 1 });
  });

  it.each([63016, 21211])(
    'for good (%d) is recorded with its code, and what comes after goes on',
    async (code) => {
      const { person, contactId } = await acquaintance(world);
      world.fake.failNext(1, { status: 400, code }, { to: person });
      await queue(world, contactId, [text('uno'), text('dos')]);
      await allSent(world, contactId);
      expect(texts(world, person)).toEqual(['dos']);
      const [first, second] = await records(world, contactId);
      expect(first).toMatchObject({ state: 'failed', code, attempts: 1 });
      expect(second).toMatchObject({ state: 'sent' });
    },
  );

  it('without end is given up, and what comes after goes on', async () => {
    const { person, contactId } = await acquaintance(world);
    world.fake.failNext(6, { status: 500 }, { to: person });
    await queue(world, contactId, [text('uno'), text('dos')]);
    await allSent(world, contactId);
    expect(texts(world, person)).toEqual(['dos']);
    expect((await records(world, contactId))[0]).toMatchObject({ state: 'failed', attempts: 6 });
  });
});

describe('a failure told after the 201', () => {
  it('that may pass (63018) is a new attempt of the same message', async () => {
    const { person, contactId } = await acquaintance(world);
    world.fake.faults.next({ kind: 'later', code: 63018 }, { to: person });
    const [id] = await queue(world, contactId, [text('uno')], 'reply');
    await allSent(world, contactId);
    expect(texts(world, person)).toEqual(['uno']);
    const [first] = await records(world, contactId);
    expect(first).toMatchObject({ _id: id, state: 'sent', attempts: 2, status: 'read' });
    expect(new Set(first?.sids).size).toBe(2);
  });

  it('that will not pass (63024) is recorded', async () => {
    const { person, contactId } = await acquaintance(world);
    world.fake.faults.next({ kind: 'later', code: 63024 }, { to: person });
    await queue(world, contactId, [text('uno'), text('dos')], 'notice');
    await allSent(world, contactId);
    expect(texts(world, person)).toEqual(['dos']);
    expect((await records(world, contactId))[0]).toMatchObject({ state: 'failed', code: 63024, attempts: 1 });
  });

  it('about buttons (63021) sends the same as numbered text', async () => {
    const { person, contactId } = await acquaintance(world);
    world.fake.faults.next({ kind: 'later', code: 63021 }, { to: person });
    const choices = ['Sí', 'No'].map((title, n) => ({ id: `c:${n}`, title }));
    await queue(world, contactId, [{ kind: 'choices', text: '¿Seguimos?', choices, listLabel: 'Ver' }]);
    await allSent(world, contactId);
    expect(texts(world, person)).toEqual(['¿Seguimos?\n\n1. Sí\n2. No']);
    expect(world.fake.inbox(person).at(-1)?.kind).toBe('text');
    expect((await records(world, contactId))[0]).toMatchObject({ state: 'sent', attempts: 2 });
  });

  it('told twice is one new attempt', async () => {
    const { person, contactId } = await acquaintance(world);
    const [id = ''] = await queue(world, contactId, [text('uno')]);
    await allSent(world, contactId);
    const [sent] = await records(world, contactId);
    await world.app.house.records.models.messages.updateOne(
      { _id: id },
      { $set: { status: 'sent', rank: 3 } },
    );
    const failure = { messageId: id, sid: sent?.sid ?? '', status: 'undelivered', code: 63018 };
    await Promise.all(Array.from({ length: 4 }, () => world.app.house.recordStatus(failure)));
    await allSent(world, contactId);
    await world.app.house.recordStatus(failure);
    await allSent(world, contactId);
    expect(texts(world, person)).toEqual(['uno', 'uno']);
  });
});

describe('status callbacks', () => {
  it.each([
    ['repeated', { duplicate: true }],
    ['in reverse order', { reverse: true }],
    ['repeated, in reverse order and late', { duplicate: true, reverse: true, delayMs: 300 }],
  ])('%s leave the highest status and repeat nothing', async (_, fate) => {
    const { person, contactId } = await acquaintance(world);
    world.fake.faults.next({ kind: 'callbacks', ...fate }, { to: person });
    await queue(world, contactId, [text('uno'), text('dos')]);
    await allSent(world, contactId);
    await world.fake.settled();
    expect(texts(world, person)).toEqual(['uno', 'dos']);
    expect((await records(world, contactId)).map((one) => [one.status, one.attempts])).toEqual([
      ['read', 1],
      ['read', 1],
    ]);
  });
});

describe('a send whose answer was lost', () => {
  it('is settled by a callback, before its SID was stored, and nobody is asked', async () => {
    const { person, contactId } = await acquaintance(world);
    const asked = world.fake.requests.list;
    world.fake.faults.next({ kind: 'reset', when: 'after' }, { to: person });
    await queue(world, contactId, [text('uno'), text('dos')], 'notice');
    await allSent(world, contactId);
    expect(texts(world, person)).toEqual(['uno', 'dos']);
    expect((await records(world, contactId))[0]).toMatchObject({ state: 'sent', attempts: 1 });
    expect(world.fake.requests.list).toBe(asked);
  });

  describe('and no callback comes', () => {
    let silent: TestWorld;
    beforeAll(async () => {
      silent = await startTestWorld({ overrides, fake: { statuses: [] } });
      silent.fake.clock.advance(ahead);
    });
    afterAll(() => silent.close());

    it.each(['reply', 'broadcast'] as const)('is found in the list of messages (%s)', async (purpose) => {
      const { person, contactId } = await acquaintance(silent);
      silent.fake.faults.next({ kind: 'reset', when: 'after' }, { to: person });
      await queue(silent, contactId, [text('uno')], purpose);
      await allSent(silent, contactId);
      expect(texts(silent, person)).toEqual(['uno']);
      const [first] = await records(silent, contactId);
      expect(first).toMatchObject({ state: 'sent', attempts: 1 });
      expect(first?.sid).toBe(silent.fake.inbox(person).at(-1)?.sid);
    });

    it('and the list knows of none: a reply is repeated', async () => {
      const { person, contactId } = await acquaintance(silent);
      silent.fake.faults.next({ kind: 'reset', when: 'before' }, { to: person });
      await queue(silent, contactId, [text('uno')], 'reply');
      await allSent(silent, contactId);
      expect(texts(silent, person)).toEqual(['uno']);
      expect((await records(silent, contactId))[0]).toMatchObject({ state: 'sent', attempts: 2 });
    });

    it('and the list knows of none: a broadcast is never repeated', async () => {
      const { person, contactId } = await acquaintance(silent);
      silent.fake.faults.next({ kind: 'reset', when: 'before' }, { to: person });
      await queue(silent, contactId, [text('uno'), text('dos')], 'broadcast');
      await allSent(silent, contactId);
      expect(texts(silent, person)).toEqual(['dos']);
      expect((await records(silent, contactId))[0]).toMatchObject({ state: 'uncertain', attempts: 1 });
    });

    it('the same words sent before are not taken for it', async () => {
      const { person, contactId } = await acquaintance(silent);
      await queue(silent, contactId, [text('uno')], 'notice');
      await allSent(silent, contactId);
      silent.fake.faults.next({ kind: 'reset', when: 'before' }, { to: person });
      await queue(silent, contactId, [text('uno')], 'reply');
      await allSent(silent, contactId);
      expect(texts(silent, person)).toEqual(['uno', 'uno']);
    });
  });
});

it('what an earlier attempt says late changes nothing', async () => {
  const { contactId } = await acquaintance(world);
  const [id = ''] = await queue(world, contactId, [text('uno')]);
  await allSent(world, contactId);
  const { outbound } = world.app.house.ports;
  const before = await outbound.get(id);
  const late = { id, contactId, attempts: 0 };
  const again = { nextAttemptAt: clock(), code: null, reason: 'late' };
  await outbound.requeue(late, again);
  await outbound.requeue({ id, contactId, attempts: 1 }, again);
  await outbound.release(late, clock());
  await outbound.markFailed({ id, contactId, attempts: 1 }, { state: 'failed', code: null, reason: 'late' });
  await outbound.markSent(id, `SM${'9'.repeat(32)}`);
  expect(await outbound.get(id)).toEqual(before);
});

it('a text longer than a message may be goes out in several, in order', async () => {
  const { person, contactId } = await acquaintance(world);
  const { ports } = world.app.house;
  const paragraphs = Array.from({ length: 9 }, (_, n) => `${n}: ${'palabra '.repeat(60).trim()}`);
  const message = {
    id: 'SMlong',
    contactId,
    channel: 'twilio' as const,
    content: { kind: 'text' as const, text: '' },
    receivedAt: clock(),
    repliedTo: null,
    attempts: [],
  };
  const outbox = [{ kind: 'text' as const, text: paragraphs.join('\n\n') }];
  await writeTurn(ports, message, { ...newConversation(contactId, 'es'), revision: 9, outbox });
  await allSent(world, contactId);
  const read = texts(world, person);
  expect(read.length).toBeGreaterThan(2);
  expect(read.every((one) => one.length <= 1600)).toBe(true);
  expect(read.join('\n\n')).toBe(paragraphs.join('\n\n'));
  expect(await uncovered(world.app.house, contactId)).toEqual([]);
});
