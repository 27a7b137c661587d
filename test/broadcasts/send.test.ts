import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approve, askToSend } from '../../src/usecases/broadcasts/approve.ts';
import { cancel, pause, resume, retryFailed } from '../../src/usecases/broadcasts/control.ts';
import { contactOf } from '../support/coverage.ts';
import { until } from '../support/waiting.ts';
import { type BroadcastWorld, startBroadcastWorld, WEDNESDAY } from './world.ts';

let world: BroadcastWorld;
beforeAll(async () => {
  world = await startBroadcastWorld();
});
afterAll(() => world.close());

const broadcasting = () => world.app.house.broadcasting;
const read = (person: string) => world.fake.inbox(person).map(({ text }) => text);
const settled = () => world.fake.settled();

describe('a broadcast', () => {
  it('reaches everybody once, outside the window by template', async () => {
    const people = await world.enrol(12, 'once');
    const id = await world.send({ chambers: ['once'] });
    await world.stateIs(id, 'done');
    await settled();
    for (const person of people) {
      const [bubble, ...more] = world.fake.inbox(person);
      expect(more).toEqual([]);
      expect(bubble).toMatchObject({ kind: 'template', text: expect.stringContaining('Hay una noticia.') });
    }
    await until('all delivered', async () => (await world.totals(id)).delivered === 12);
    expect(await broadcasting().broadcasts.get(id)).toMatchObject({
      state: 'done',
      sentBy: 'ana',
      planned: { bins: { 'by-template': 12 }, cost: 12 * 17_500 },
    });
  });

  it('goes as free-form text to who wrote within 24 hours', async () => {
    const [person = ''] = await world.enrol(1, 'window');
    await world.fake.say(person, 'hola');
    await world.fake.waitForInbox(person, 1);
    const id = await world.send({ chambers: ['window'] });
    await world.stateIs(id, 'done');
    await world.fake.waitForInbox(person, 2);
    expect(world.fake.inbox(person).at(-1)).toMatchObject({ kind: 'text' });
  });

  it('leaves out who is not to be written to, and says why', async () => {
    const [quiet = '', , excluded = ''] = await world.enrol(3, 'left-out');
    const contactId = await contactOf(world.app.house, quiet);
    await world.app.house.ports.contacts.update(contactId, { optedOut: 'everything' });
    await world.app.house.excludedNumbers.add([excluded.slice(9)], { at: world.now(), by: 'test' });
    const id = await world.send({ chambers: ['left-out'] });
    await world.stateIs(id, 'done');
    expect(read(quiet)).toEqual([]);
    expect(read(excluded)).toEqual([]);
    const rows = await broadcasting().rows.list(id, { state: 'skipped' }, { limit: 10 });
    expect(rows.map(({ bin }) => bin).sort()).toEqual(['excluded-number', 'opted-out']);
  });
});

describe('letting it go', () => {
  it('to many needs their number typed in, and the right one', async () => {
    await world.enrol(50, 'many');
    const id = await world.draft({ chambers: ['many'] });
    const by = 'ana';
    expect(await askToSend(broadcasting(), { id, by })).toMatchObject({ kind: 'needs-number' });
    expect(await askToSend(broadcasting(), { id, by, typed: 49 })).toMatchObject({ kind: 'wrong-number' });
    expect(await broadcasting().broadcasts.get(id)).toMatchObject({ state: 'draft' });
    expect(await askToSend(broadcasting(), { id, by, typed: 50 })).toMatchObject({ kind: 'sending' });
    await world.stateIs(id, 'done');
  });

  it('a double click sends once', async () => {
    const people = await world.enrol(8, 'click');
    const id = await world.draft({ chambers: ['click'] });
    const clicks = await Promise.all(
      Array.from({ length: 5 }, () => askToSend(broadcasting(), { id, by: 'ana' })),
    );
    expect(clicks.filter(({ kind }) => kind === 'sending')).toHaveLength(1);
    await world.stateIs(id, 'done');
    await settled();
    for (const person of people) expect(read(person)).toHaveLength(1);
  });

  it('a second person approves, never the one who asked', async () => {
    await world.enrol(2, 'second');
    const id = await world.draft({ chambers: ['second'] });
    expect(await approve(broadcasting(), { id, by: 'bea' })).toBe('not-asked');
    expect(await askToSend(broadcasting(), { id, by: 'ana', second: true })).toMatchObject({
      kind: 'waits-for-second',
    });
    expect(await approve(broadcasting(), { id, by: 'ana' })).toBe('own-wish');
    const approvals = await Promise.all(['bea', 'carla'].map((by) => approve(broadcasting(), { id, by })));
    expect(approvals.filter((one) => one === 'sending')).toHaveLength(1);
    await world.stateIs(id, 'done');
    expect(await broadcasting().broadcasts.get(id)).toMatchObject({ sentBy: 'ana' });
  });

  it('to nobody is no broadcast', async () => {
    const id = await world.draft({ chambers: ['nowhere'] });
    expect(await askToSend(broadcasting(), { id, by: 'ana' })).toMatchObject({ kind: 'nobody' });
  });
});

describe('under way', () => {
  it('it can be paused, gone on with and cancelled', async () => {
    const slow = await startBroadcastWorld({ env: { BROADCAST_RATE: '20' } });
    const house = () => slow.app.house.broadcasting;
    await slow.enrol(40, 'control');
    const id = await slow.send({ chambers: ['control'] });
    await until('some are sent', async () => ((await slow.totals(id)).waiting ?? 40) < 36);
    expect(await pause(house(), { id, by: 'ana' })).toBe(true);
    await slow.app.house.pump.idle();
    const stood = await slow.totals(id);
    expect(stood.waiting).toBeGreaterThan(0);
    await slow.app.house.sweep();
    await slow.app.house.pump.idle();
    expect((await slow.totals(id)).waiting).toBe(stood.waiting);
    expect(await house().broadcasts.get(id)).toMatchObject({ pausedFor: { kind: 'asked', by: 'ana' } });
    expect(await resume(house(), { id, by: 'ana' })).toBe(true);
    await until('it goes on', async () => ((await slow.totals(id)).waiting ?? 0) < (stood.waiting ?? 0));
    expect(await cancel(house(), { id, by: 'ana' })).toBe(true);
    await slow.app.house.pump.idle();
    const after = await slow.totals(id);
    expect(after.waiting).toBeUndefined();
    expect(after.dropped).toBeGreaterThan(0);
    expect(await resume(house(), { id, by: 'ana' })).toBe(false);
    await slow.close();
  });

  it('who opts out in the middle gets nothing any more', async () => {
    const [first = '', second = ''] = await world.enrol(2, 'leaving');
    const later = new Date(world.now().getTime() + 60_000);
    const id = await world.send({ chambers: ['leaving'] }, { startsAt: later });
    await world.stateIs(id, 'sending');
    const contactId = await contactOf(world.app.house, second);
    await world.app.house.ports.contacts.update(contactId, { optedOut: 'invitations' });
    world.ahead(61_000);
    await world.stateIs(id, 'done');
    await settled();
    expect(read(first)).toHaveLength(1);
    expect(read(second)).toEqual([]);
    expect(await broadcasting().rows.get(id, contactId)).toMatchObject({
      state: 'dropped',
      reason: 'opted-out',
    });
  });

  it('at closing time it stops until the morning', async () => {
    const [person = ''] = await world.enrol(1, 'closing');
    world.setClock(new Date('2026-11-25T18:59:59-05:00'));
    const startsAt = new Date('2026-11-25T18:59:59.900-05:00');
    const id = await world.draft({ chambers: ['closing'] }, { startsAt });
    await broadcasting().broadcasts.move(id, ['draft'], 'freezing', { sentBy: 'ana' });
    world.setClock(new Date('2026-11-25T19:00:05-05:00'));
    await until('put off', async () => {
      const [row] = await broadcasting().rows.list(id, {}, { limit: 1 });
      return row?.dueAt.getTime() === new Date('2026-11-26T07:00:00-05:00').getTime();
    });
    await world.app.house.pump.idle();
    expect(read(person)).toEqual([]);
    world.setClock(new Date('2026-11-26T07:00:01-05:00'));
    await world.stateIs(id, 'done');
    expect(await world.fake.waitForInbox(person, 1)).toHaveLength(1);
    world.setClock(WEDNESDAY);
  });

  it('one a day: a second broadcast waits for the next open day', async () => {
    const [person = ''] = await world.enrol(1, 'twice');
    const ids = await Promise.all([1, 2].map(() => world.send({ chambers: ['twice'] })));
    await until('one is done', async () => {
      const states = await Promise.all(ids.map((id) => broadcasting().broadcasts.get(id)));
      return states.filter((one) => one?.state === 'done').length === 1;
    });
    await world.app.house.pump.idle();
    expect(await world.fake.waitForInbox(person, 1)).toHaveLength(1);
    world.setClock(new Date('2026-11-26T07:00:01-05:00'));
    for (const id of ids) await world.stateIs(id, 'done');
    expect(await world.fake.waitForInbox(person, 2)).toHaveLength(2);
    world.setClock(WEDNESDAY);
  });
});

describe('what fails', () => {
  it('too fast counts as nothing: everybody has it in the end', async () => {
    const people = await world.enrol(10, 'throttled');
    world.fake.failNext(8, { status: 429, code: 20429 });
    const id = await world.send({ chambers: ['throttled'] });
    await world.stateIs(id, 'done');
    await settled();
    for (const person of people) expect(read(person)).toHaveLength(1);
    const rows = await broadcasting().rows.list(id, {}, { limit: 20 });
    expect(rows.map(({ attempts }) => attempts)).toEqual(Array(10).fill(0));
  });

  it('63018 told after the 201 goes again', async () => {
    const [person = ''] = await world.enrol(1, 'told-later');
    world.fake.faults.next({ kind: 'later', code: 63018 }, { to: person });
    const id = await world.send({ chambers: ['told-later'] });
    await until('delivered', async () => (await world.totals(id)).delivered === 1);
    expect(read(person)).toHaveLength(1);
  });

  it('a lost answer is settled by the list, or stays uncertain; it is never repeated', async () => {
    const [went = '', lost = ''] = await world.enrol(2, 'lost');
    world.fake.faults.next({ kind: 'reset', when: 'after' }, { to: went });
    world.fake.faults.next({ kind: 'reset', when: 'before' }, { to: lost });
    const id = await world.send({ chambers: ['lost'] });
    await world.stateIs(id, 'done').catch(() => undefined);
    world.ahead(5_000);
    await until('uncertain', async () => (await world.totals(id)).uncertain === 1);
    await world.stateIs(id, 'done');
    await settled();
    expect(read(went)).toHaveLength(1);
    expect(read(lost)).toEqual([]);
    expect(await retryFailed(broadcasting(), { id, by: 'ana' })).toBe(0);
  });

  it('a template that is paused (63041) pauses it and says why; then the failed are tried again', async () => {
    const people = await world.enrol(30, 'spike');
    world.fake.failNext(4, { status: 400, code: 63041 });
    const slow = await world.draft({ chambers: ['spike'] }, { spreadHours: 0 });
    await askToSend(broadcasting(), { id: slow, by: 'ana' });
    await world.stateIs(slow, 'paused');
    expect(await broadcasting().broadcasts.get(slow)).toMatchObject({
      pausedFor: { kind: 'spike', code: 63041 },
    });
    await world.app.house.pump.idle();
    const failed = (await world.totals(slow)).failed ?? 0;
    expect(failed).toBeGreaterThanOrEqual(3);
    expect(await retryFailed(broadcasting(), { id: slow, by: 'ana' })).toBe(failed);
    await resume(broadcasting(), { id: slow, by: 'ana' });
    await world.stateIs(slow, 'done');
    await settled();
    for (const person of people) expect(read(person)).toHaveLength(1);
  });

  it('21610 opts one person out of broadcasts, and tries no more', async () => {
    const [person = ''] = await world.enrol(1, 'block');
    world.fake.failNext(1, { status: 400, code: 21610 }, { to: person });
    const id = await world.send({ chambers: ['block'] });
    await world.stateIs(id, 'done');
    const contactId = await contactOf(world.app.house, person);
    expect(await world.app.house.ports.contacts.get(contactId)).toMatchObject({ optedOut: 'invitations' });
    expect(await retryFailed(broadcasting(), { id, by: 'ana' })).toBe(0);
  });

  it('an outage opts nobody out', async () => {
    const people = await world.enrol(3, 'outage');
    world.fake.failNext(18, { status: 500 });
    const id = await world.send({ chambers: ['outage'] });
    for (let rounds = 0; rounds < 60 && (await world.totals(id)).failed !== 3; rounds++) {
      world.ahead(20_000);
      await world.app.house.sweep();
      await world.app.house.pump.idle();
    }
    expect(await world.totals(id)).toEqual({ failed: 3 });
    for (const person of people) {
      const contactId = await contactOf(world.app.house, person);
      expect(await world.app.house.ports.contacts.get(contactId)).toMatchObject({ optedOut: 'nothing' });
    }
    world.fake.faults.clear();
  });
});

it("a person's own chat goes ahead of it, and is not broken into", async () => {
  const careful = await startBroadcastWorld({ overrides: { chatQuietMs: 60_000 } });
  const [person = ''] = await careful.enrol(1, 'chat');
  await careful.fake.say(person, 'hola');
  await careful.fake.waitForInbox(person, 1);
  const id = await careful.send({ chambers: ['chat'] });
  await until('put off', async () => {
    const [row] = await careful.app.house.broadcasting.rows.list(id, {}, { limit: 1 });
    return row?.reason === 'in-a-chat';
  });
  expect(careful.fake.inbox(person)).toHaveLength(1);
  careful.ahead(61_000);
  await careful.stateIs(id, 'done');
  await careful.fake.waitForInbox(person, 2);
  await careful.close();
});
