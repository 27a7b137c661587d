import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { ProgrammeEvent } from '../../src/domain/event.ts';
import { answerInvitation } from '../../src/usecases/events/answer.ts';
import { checkInByCode, checkInContact } from '../../src/usecases/events/check-in.ts';
import { cancelEvent, editEvent, makeEvent } from '../../src/usecases/events/edit-event.ts';
import { bogota } from '../reminders/wall-clock.ts';
import { type Newcomer, newcomers } from '../support/newcomers.ts';
import { noticeTemplates } from '../support/notice-templates.ts';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';

const BODIES = {
  'event-changed': 'Cambio: {{1}} / {{2}} / {{3}} / {{4}}.',
  'event-cancelled': 'Cancelado: {{1}} / {{2}} / {{3}}.',
  'event-reminder': 'Mañana: {{1}} / {{2}} / {{3}} / {{4}}.',
  'event-seat': 'Hay cupo: {{1}} / {{2}} / {{3}} / {{4}}.',
  'event-missed': 'Le extrañamos: {{1}}.',
};

let world: TestWorld;
let now = bogota('2026-12-01 09:00');
let events = 0;
let event: ProgrammeEvent;
beforeAll(async () => {
  world = await startTestWorld({
    overrides: { clock: () => now, sweepEveryMs: 60_000 },
    env: (fake) => noticeTemplates(fake, BODIES),
  });
});
afterAll(() => world.close());
beforeEach(async () => {
  now = bogota('2026-12-01 09:00');
  const { models } = world.app.house.records;
  for (const model of [models.events, models.invitations]) await model.collection.deleteMany({});
  const made = await makeEvent(ports(), {
    id: `cierre-${events++}`,
    plan: {
      ...{ name: 'Cierre DEMO', chamber: 'cali', capacity: 2, companions: 1, description: {} },
      startsAt: bogota('2026-12-10 15:00'),
      endsAt: bogota('2026-12-10 18:00'),
      place: { address: 'Centro de eventos', link: null },
    },
    now,
  });
  if (made.kind !== 'made') throw new Error(made.reason);
  event = made.event;
});

const ports = () => world.app.house.ports;
const someone = newcomers(() => world, '+57300310');

function says({ id: contactId }: Newcomer, answer: 'yes' | 'no', companions = 0) {
  const act = { eventId: event.id, contactId, answer, companions, now };
  return answerInvitation(ports(), { ...act, key: `${contactId}-${answer}-${now.getTime()}` });
}

/** The clock moves to an instant, and every process sweeps. */
async function at(moment: string): Promise<void> {
  const before = now;
  now = bogota(moment);
  world.fake.clock.advance(Math.max(0, now.getTime() - before.getTime()));
  await world.app.house.sweep();
}
const heard = ({ address }: Newcomer) =>
  world.fake
    .inbox(address)
    .map(({ text }) => text)
    .filter((text) => text.includes('Cierre DEMO'));

it('says the day before where and when to who said yes, once, with their code', async () => {
  const [ana, eva] = [await someone(), await someone()];
  const said = await says(ana, 'yes');
  await says(eva, 'no');
  await at('2026-12-09 14:00');
  expect(heard(ana)).toEqual([]);
  await at('2026-12-09 15:00');
  await world.restart();
  await at('2026-12-09 15:00');
  await at('2026-12-09 19:30');
  expect(heard(ana)).toHaveLength(1);
  expect(heard(ana)[0]).toContain('rsvp' in said ? said.rsvp.code : 'no code');
  expect(heard(eva)).toEqual([]);
});

it('a day before that falls at night is said in the morning', async () => {
  const ana = await someone();
  await says(ana, 'yes');
  const moved = { startsAt: bogota('2026-12-11 06:00'), endsAt: bogota('2026-12-11 09:00') };
  const edited = await editEvent(ports(), { id: event.id, change: moved, message: 'Es más temprano.', now });
  expect(edited.kind).toBe('edited');
  await at('2026-12-01 10:00');
  expect(heard(ana)).toHaveLength(1);
  await at('2026-12-10 06:30');
  expect(heard(ana)).toHaveLength(1);
  await at('2026-12-10 07:00');
  expect(heard(ana)).toHaveLength(2);
});

it('a change is told to who said yes or waits, once, and the day before counts from the new day', async () => {
  const [ana, eva, sol] = [await someone(), await someone(), await someone()];
  await says(ana, 'yes', 1);
  await says(eva, 'yes');
  await says(sol, 'no');
  const change = { startsAt: bogota('2026-12-12 10:00'), endsAt: bogota('2026-12-12 12:00') };
  const edit = { id: event.id, change, now };
  expect(await editEvent(ports(), { ...edit, message: ' ' })).toEqual({
    kind: 'refused',
    reason: 'no-message',
  });
  expect(await editEvent(ports(), { ...edit, message: 'Hubo un cruce.' })).toMatchObject({ tells: true });
  await at('2026-12-01 10:00');
  await world.restart();
  await at('2026-12-01 10:01');
  for (const one of [ana, eva]) {
    expect(heard(one)).toHaveLength(1);
    expect(heard(one)[0]).toMatch(/Hubo un cruce\..*12/s);
  }
  expect(heard(sol)).toEqual([]);
  await at('2026-12-09 16:00');
  expect(heard(ana)).toHaveLength(1);
  await at('2026-12-11 10:00');
  expect(heard(ana)).toHaveLength(2);
});

it('what changes nothing for the guests is told to nobody; a hall that is too small is refused', async () => {
  const ana = await someone();
  await says(ana, 'yes', 1);
  const edit = { id: event.id, message: '', now };
  expect(await editEvent(ports(), { ...edit, change: { capacity: 5 } })).toMatchObject({ tells: false });
  expect(await editEvent(ports(), { ...edit, change: { capacity: 1 } })).toEqual({
    kind: 'refused',
    reason: 'seats-taken',
  });
  await at('2026-12-01 10:00');
  expect(heard(ana)).toEqual([]);
});

it('a seat that is freed goes to who waits, and they hear it once', async () => {
  const [ana, eva] = [await someone(), await someone()];
  await says(ana, 'yes', 1);
  expect((await says(eva, 'yes')).kind).toBe('waiting');
  now = new Date(now.getTime() + 60_000);
  await says(ana, 'no');
  await at('2026-12-01 10:00');
  await at('2026-12-01 11:00');
  expect(heard(eva)).toHaveLength(1);
  expect((await ports().rsvps.counts(event.id)).seats).toBe(1);
});

it('a cancelled event is told with its reason, and reminded of no more', async () => {
  const ana = await someone();
  await says(ana, 'yes');
  expect(await cancelEvent(ports(), { id: event.id, message: 'Llueve mucho.', now })).toMatchObject({
    tells: true,
  });
  expect(await cancelEvent(ports(), { id: event.id, message: 'Otra vez.', now })).toMatchObject({
    tells: false,
  });
  await at('2026-12-01 10:00');
  await at('2026-12-09 16:00');
  expect(heard(ana)).toHaveLength(1);
  expect(heard(ana)[0]).toContain('Llueve mucho.');
});

it('at the door a code lets in once, and a name without an answer too; who was missed hears it the next day', async () => {
  const [ana, eva, sol] = [await someone(), await someone(), await someone()];
  const said = await says(ana, 'yes');
  await says(eva, 'yes');
  const code = 'rsvp' in said ? said.rsvp.code : '';
  now = bogota('2026-12-10 15:10');
  const door = { eventId: event.id, now };
  expect(
    await checkInByCode(ports(), { ...door, key: 'd1', code: ` ${code.slice(0, 2)}-${code.slice(2)}` }),
  ).toMatchObject({ kind: 'in' });
  expect(await checkInByCode(ports(), { ...door, key: 'd2', code })).toMatchObject({ kind: 'already' });
  expect(await checkInByCode(ports(), { ...door, key: 'd3', code: '1' })).toEqual({ kind: 'unknown' });
  const twice = await Promise.all(
    ['d4', 'd5'].map((key) => checkInContact(ports(), { ...door, key, contactId: sol.id })),
  );
  expect(twice.map(({ kind }) => kind).sort()).toEqual(['already', 'in']);
  expect((await ports().rsvps.counts(event.id)).attended).toBe(2);
  await at('2026-12-10 19:00');
  expect(heard(eva)).toEqual([]);
  await at('2026-12-11 08:00');
  await at('2026-12-11 09:00');
  expect([ana, eva, sol].map((one) => heard(one).length)).toEqual([0, 1, 0]);
  expect((await ports().events.get(event.id))?.status).toBe('over');
});

it('where nobody kept the door, nobody was missed', async () => {
  const ana = await someone();
  await says(ana, 'yes');
  now = bogota('2026-12-10 14:30');
  await at('2026-12-11 09:00');
  expect(heard(ana)).toEqual([]);
});
