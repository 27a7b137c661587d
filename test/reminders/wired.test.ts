import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { individualSessionId } from '../../src/domain/session.ts';
import { AGAIN } from '../../src/usecases/reminders/tell-changes.ts';
import { assignSession } from '../../src/usecases/sessions/assign-session.ts';
import { markAttendance } from '../../src/usecases/sessions/attendance.ts';
import { book } from '../../src/usecases/sessions/book.ts';
import { cancelBooking, moveBooking } from '../../src/usecases/sessions/change-booking.ts';
import { advisorOf, groupOf, individualOf } from '../sessions/stores.ts';
import { type Newcomer, newcomers } from '../support/newcomers.ts';
import { noticeTemplates } from '../support/notice-templates.ts';
import { startSecondHouse } from '../support/second-house.ts';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';
import { until } from '../support/waiting.ts';
import { bogota } from './wall-clock.ts';

const BODIES = {
  'session-reminder': 'Su sesión: {{1}}. Lugar: {{2}}.',
  'advisor-reminder': 'Sesión con {{1}}: {{2}}. Lugar: {{3}}.',
  'advisor-agenda': 'Agenda del {{1}}: {{2}} sesiones. {{3}}.',
  'session-attendance': '¿Llegó {{1}}, {{2}}?',
  'no-show': 'Le esperamos, {{1}}. ¿Otra hora?',
  'session-again': 'No se pudo hacer, {{1}}. ¿Otra hora?',
  'session-pooled': 'Sigue en pie, {{1}}, con otra persona.',
};

let world: TestWorld;
let now = bogota('2026-12-01 09:00');
let bookings = 0;
let ana: Newcomer;
let luz: Newcomer;
const someone = newcomers(() => world, '+57300300');
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
  for (const model of [models.bookings, models.sessions, models.advisors, models.reminders])
    await model.collection.deleteMany({});
  ana = await someone();
  luz = await someone();
  await ports().advisors.save(advisorOf({ contactId: luz.id }));
});

const ports = () => world.app.house.ports;

async function booked(at: string) {
  const session = individualOf(bogota(at));
  await ports().sessions.insert(session);
  const outcome = await book(ports().bookings, {
    ...{
      key: `b-${bookings++}-${at.replace(/\W/g, '')}`,
      session,
      contactId: ana.id,
      enrolmentId: null,
      now,
    },
    advisor: { id: 'luz', bufferMinutes: 0, day: at.slice(0, 10), maxPerDay: 9 },
    heldUntil: null,
  });
  if (outcome.kind !== 'booked') throw new Error(outcome.kind);
  return outcome.booking;
}

/** The clock moves to an instant, and every process sweeps. */
async function at(moment: string): Promise<void> {
  const before = now;
  now = bogota(moment);
  world.fake.clock.advance(Math.max(0, now.getTime() - before.getTime()));
  await world.app.house.sweep();
}
const heard = ({ address }: { address: string }) => world.fake.inbox(address).map(({ text }) => text);
const reminded = (who: { address: string }) => heard(who).filter((text) => /sesi[oó]n/i.test(text));

it('reminds the shopkeeper a day and an hour before, the advisor in the evening and an hour before, each once', async () => {
  await booked('2026-12-03 10:00');
  await at('2026-12-01 18:00');
  expect(reminded(ana)).toEqual([]);
  await at('2026-12-02 10:00');
  await at('2026-12-02 10:01');
  expect(reminded(ana)).toHaveLength(1);
  await at('2026-12-02 18:00');
  expect(reminded(luz)).toHaveLength(1);
  await at('2026-12-03 09:00');
  await at('2026-12-03 09:00');
  expect(reminded(ana)).toHaveLength(2);
  expect(reminded(luz)).toHaveLength(2);
  await at('2026-12-03 11:00');
  expect(heard(luz).at(-1)).toMatch(/¿Llegó/);
});

it('says a moved booking’s new times and nothing of the old ones; nothing of a cancelled one', async () => {
  const booking = await booked('2026-12-03 10:00');
  const other = await booked('2026-12-03 15:00');
  await at('2026-12-01 12:00');
  const session = individualOf(bogota('2026-12-04 10:00'));
  await ports().sessions.insert(session);
  const advisor = { id: 'luz', bufferMinutes: 0, day: '2026-12-04', maxPerDay: 9 };
  const act = { key: 'move-1', bookingId: booking.id, contactId: ana.id, now };
  expect((await moveBooking(ports().bookings, { ...act, session, advisor })).kind).toBe('moved');
  await cancelBooking(ports().bookings, { key: 'cancel-1', bookingId: other.id, now });
  for (const moment of ['2026-12-02 10:00', '2026-12-02 15:00', '2026-12-03 09:00', '2026-12-03 14:00'])
    await at(moment);
  expect(reminded(ana).filter((text) => /jue 3/.test(text))).toEqual([]);
  await at('2026-12-03 10:00');
  expect(reminded(ana).filter((text) => /vie 4/.test(text))).toHaveLength(1);
});

it('loses nothing to a Redis that forgot everything, and says nothing twice after a restart or a clock set back', async () => {
  await booked('2026-12-03 10:00');
  await at('2026-12-01 12:00');
  await world.app.house.redis.flushdb();
  await world.restart();
  await at('2026-12-02 10:00');
  expect(reminded(ana)).toHaveLength(1);
  await world.restart();
  await at('2026-12-02 09:30');
  await at('2026-12-02 10:00');
  expect(reminded(ana)).toHaveLength(1);
});

it('two processes at once say it once', async () => {
  await booked('2026-12-03 10:00');
  await at('2026-12-01 12:00');
  const second = await startSecondHouse(world, { clock: () => now });
  now = bogota('2026-12-02 10:00');
  world.fake.clock.advance(22 * 60 * 60_000);
  await Promise.all([world.app.house.sweep(), second.sweep(), world.app.house.sweep(), second.sweep()]);
  await second.close();
  expect(reminded(ana)).toHaveLength(1);
});

it('one that comes late says so in the records and the log', async () => {
  await booked('2026-12-03 10:00');
  await at('2026-12-01 12:00');
  await at('2026-12-02 10:30');
  expect(reminded(ana)).toHaveLength(1);
  expect(world.logged.map(({ event }) => event)).toContain('reminder late');
});

it('who did not come is offered another time, kindly and once; so is who could not be attended', async () => {
  const missed = await booked('2026-12-02 10:00');
  await at('2026-12-02 12:00');
  const { bookings, enrolments } = ports();
  const mark = (key: string, bookingId: string) =>
    markAttendance({ bookings, enrolments }, { key, bookingId, came: false, by: luz.id, now });
  await mark('m1', missed.id);
  await at('2026-12-02 12:05');
  await at('2026-12-02 12:10');
  expect(heard(ana).filter((text) => /esper/.test(text))).toHaveLength(1);
  const again = await booked('2026-12-02 14:00');
  await at('2026-12-02 15:30');
  await mark(`${AGAIN}m2`, again.id);
  await at('2026-12-02 15:35');
  expect(heard(ana).filter((text) => /no se pudo hacer/i.test(text))).toHaveLength(1);
});

it('nobody is written to at night about what changed', async () => {
  const missed = await booked('2026-12-02 19:00');
  await at('2026-12-02 21:30');
  const { bookings, enrolments } = ports();
  await markAttendance(
    { bookings, enrolments },
    { key: 'm', bookingId: missed.id, came: false, by: luz.id, now },
  );
  await at('2026-12-02 22:00');
  expect(heard(ana).filter((text) => /esper/.test(text))).toEqual([]);
  await at('2026-12-03 07:30');
  expect(heard(ana).filter((text) => /esper/.test(text))).toHaveLength(1);
});

it('whose advisor cannot come keeps the session, and hears of it once', async () => {
  const booking = await booked('2026-12-04 10:00');
  const { calendar } = world.app.house.conversing;
  const sessionId = individualSessionId('luz', booking.startsAt);
  const assigned = await assignSession({ ports: ports(), calendar }, { sessionId, to: null, key: 'pool-1' });
  expect(assigned.kind).toBe('assigned');
  await at('2026-12-01 10:00');
  await at('2026-12-01 10:05');
  expect(heard(ana).filter((text) => /sigue en pie/i.test(text))).toHaveLength(1);
});

it('who moves to a group that never had an advisor is not told that theirs cannot come', async () => {
  const booking = await booked('2026-12-04 10:00');
  const startsAt = bogota('2026-12-05 10:00');
  const endsAt = bogota('2026-12-05 12:00');
  const session = groupOf({ id: 'g-nobody', advisorId: null, startsAt, endsAt });
  await ports().sessions.insert(session);
  const act = { key: 'move-g', bookingId: booking.id, contactId: ana.id, now };
  expect((await moveBooking(ports().bookings, { ...act, session, advisor: null })).kind).toBe('moved');
  await at('2026-12-01 10:00');
  expect(heard(ana).filter((text) => /sigue en pie/i.test(text))).toEqual([]);
});

it('the job alone says it in its minute, while no sweep looks', async () => {
  let runsSince: number | null = null;
  const soon = bogota('2026-12-02 10:00').getTime() - 2_000;
  const clock = () => (runsSince === null ? now : new Date(soon + Date.now() - runsSince));
  await world.restart({ clock, sweepEveryMs: 3_600_000 });
  await booked('2026-12-03 10:00');
  runsSince = Date.now();
  // It looks as of when it begins: it plans, and nothing is due yet.
  await world.app.house.sweep();
  await until('the reminder', () => reminded(ana).length > 0);
  const { reminders } = world.app.house.records.models;
  await until('its note', async () => {
    const [kept] = await reminders.find({ which: 'day-before' }).lean();
    return kept?.closed?.state === 'sent';
  });
});
