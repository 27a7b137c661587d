import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createReminders } from '../../src/adapters/mongo/reminders.ts';
import type { Booked } from '../../src/domain/reminders.ts';
import { planUpcoming } from '../../src/usecases/reminders/plan.ts';
import type { BookingsToRemind } from '../../src/usecases/reminders/ports.ts';
import { remind } from '../../src/usecases/reminders/remind.ts';
import type { Reminding } from '../../src/usecases/reminders/reminding.ts';
import { createReminderSweep } from '../../src/usecases/reminders/sweep-reminders.ts';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';
import { until } from '../support/waiting.ts';
import { reminderTemplates } from './templates.ts';
import { BOGOTA, bogota } from './wall-clock.ts';

const MINUTE_MS = 60_000;
let world: TestWorld;
let now = bogota('2026-11-23 09:00');
let people = 0;
let ana = { address: '', id: '' };
let luis = { address: '', id: '' };
let bookings = new Map<string, Booked>();

beforeAll(async () => {
  world = await startTestWorld({
    overrides: {
      clock: () => now,
      sweepEveryMs: 3_600_000,
      wrapPorts: (ports) => ({ ...ports, bookings: { ...ports.bookings, ...(BOOKINGS as object) } }),
    },
    env: reminderTemplates,
  });
});
afterAll(() => world.close());
beforeEach(async () => {
  now = bogota('2026-11-23 09:00');
  bookings = new Map();
  await world.app.house.records.models.reminders.deleteMany({});
  ana = await someone();
  luis = await someone();
});

async function someone() {
  const number = `+57300200${String(people++).padStart(4, '0')}`;
  const address = `whatsapp:${number}`;
  world.fake.clock.advance(60_000);
  await world.fake.say(address, 'hola');
  await world.fake.waitForInbox(address, 1);
  const id = await world.app.house.ports.contacts.find({ kind: 'phone', value: number });
  if (!id) throw new Error('no contact');
  return { address, id };
}

const all = () =>
  [...bookings.values()].sort((one, other) => one.startsAt.getTime() - other.startsAt.getTime());
const within = (one: Booked, { from, to }: { from: Date; to: Date }) =>
  one.startsAt >= from && one.startsAt < to;
const BOOKINGS: BookingsToRemind = {
  get: async (id) => bookings.get(id) ?? null,
  ofSession: async (sessionId) => all().filter((one) => one.sessionId === sessionId),
  ofAdvisor: async (advisorId, span) =>
    all().filter((one) => one.advisorId === advisorId && within(one, span)),
  beginning: async (span) => all().filter((one) => one.state === 'booked' && within(one, span)),
};

function house(change: Partial<Reminding> = {}): Reminding {
  const { ports, notifying, records } = world.app.house;
  return {
    ports: { ...ports, jobs: { schedule: async () => undefined } },
    notifying,
    reminders: createReminders(records.models),
    bookings: BOOKINGS,
    directory: {
      advisor: async (id) => (id === 'luis' ? { contactId: luis.id, name: 'Luis' } : null),
      nameOf: async () => 'Ana Muñoz',
      placeOf: async () => 'Calle 8 # 3-14',
    },
    wallClock: BOGOTA,
    ...change,
  };
}

function book(startsAt: string, change: Partial<Booked> = {}): Booked {
  const start = bogota(startsAt);
  const id = change.id ?? `b${people}${bookings.size}`;
  const booking: Booked = {
    id,
    sessionId: `s-${id}`,
    contactId: ana.id,
    advisorId: null,
    startsAt: start,
    endsAt: new Date(start.getTime() + 60 * MINUTE_MS),
    state: 'booked',
    revision: 0,
    madeAt: bogota('2026-11-20 09:00'),
    ...change,
  };
  bookings.set(id, booking);
  return booking;
}

/** The clock goes on minute by minute, or at one jump, and a sweep is made. */
async function sweepAt(at: string, one = house()): Promise<void> {
  now = bogota(at);
  world.fake.clock.advance(60_000);
  await createReminderSweep(one)(now);
}

const read = ({ address }: { address: string }) => world.fake.inbox(address).slice(1);
async function reads(person: { address: string }, count: number): Promise<string[]> {
  await until(`${count} messages`, () => read(person).length >= count);
  expect(read(person)).toHaveLength(count);
  return read(person).map(({ screen }) => screen);
}
const fates = async () => {
  const kept = await createReminders(world.app.house.records.models).list(50);
  return Object.fromEntries(kept.map(({ id, closed }) => [id, closed]));
};

describe('a shopkeeper', () => {
  it('is reminded the day before and an hour before, once each, however often it is looked', async () => {
    book('2026-11-24 15:00');
    const sweep = createReminderSweep(house());
    for (const at of ['09:00', '14:59', '15:00', '15:01']) {
      now = bogota(`2026-11-23 ${at}`);
      await sweep(now);
      if (at === '14:59') expect(read(ana)).toHaveLength(0);
    }
    const [first] = await reads(ana, 1);
    expect(first).toMatch(/mar 24 nov, 3:00 p\. m\.[\s\S]*Calle 8/);
    await sweepAt('2026-11-24 13:59');
    await sweepAt('2026-11-24 14:00');
    await sweepAt('2026-11-24 14:01');
    await reads(ana, 2);
  });

  it('is reminded of a session whose place is not known yet, outside the window too', async () => {
    book('2026-11-28 15:00');
    const nowhere = house();
    nowhere.directory = { ...nowhere.directory, placeOf: async () => null };
    await sweepAt('2026-11-27 15:00', nowhere);
    const [only] = await reads(ana, 1);
    expect(only).toContain(world.app.house.texts.get('es', 'sessions:place.open'));
  });

  it('is not reminded of what was cancelled', async () => {
    const booking = book('2026-11-24 15:00');
    await sweepAt('2026-11-23 10:00');
    bookings.set(booking.id, { ...booking, state: 'cancelled' });
    await sweepAt('2026-11-23 15:00');
    await sweepAt('2026-11-24 14:00');
    expect(read(ana)).toHaveLength(0);
    expect(await fates()).toMatchObject({ [`reminder-${booking.id}-0-1d`]: { reason: 'cancelled' } });
  });

  it('is not told what was cancelled while it could not be sent', async () => {
    const booking = book('2026-11-24 15:00');
    await sweepAt('2026-11-23 10:00');
    world.fake.failNext(1, { status: 503 }, { to: ana.address });
    await sweepAt('2026-11-23 15:00');
    bookings.set(booking.id, { ...booking, state: 'cancelled' });
    now = bogota('2026-11-23 15:05');
    await world.app.house.sweep();
    const { messages } = world.app.house.records.models;
    const kept = () => messages.findById(`reminder-${booking.id}-0-1d`).lean();
    await until('it is dropped', async () => (await kept())?.reason === 'overtaken');
    expect(read(ana)).toHaveLength(0);
  });

  it('whose session was moved is reminded of the new time alone', async () => {
    const booking = book('2026-11-24 15:00');
    await sweepAt('2026-11-23 10:00');
    book('2026-11-25 10:00', { id: booking.id, revision: 1 });
    await sweepAt('2026-11-23 15:00');
    await sweepAt('2026-11-24 10:00');
    const [only] = await reads(ana, 1);
    expect(only).toContain('mié 25 nov, 10:00 a. m.');
    expect(await fates()).toMatchObject({ [`reminder-${booking.id}-0-1d`]: { reason: 'moved' } });
  });

  it('who moves it to soon is not told at once what they have just chosen', async () => {
    const booking = book('2026-11-24 15:00');
    await sweepAt('2026-11-23 16:30');
    await reads(ana, 1);
    book('2026-11-24 16:00', { id: booking.id, revision: 1 });
    await sweepAt('2026-11-23 16:31');
    await reads(ana, 1);
    await sweepAt('2026-11-24 15:00');
    await reads(ana, 2);
  });

  it('is told once by two processes that look at the same time', async () => {
    book('2026-11-24 15:00');
    await sweepAt('2026-11-23 10:00');
    now = bogota('2026-11-23 15:00');
    await Promise.all(Array.from({ length: 6 }, () => createReminderSweep(house())(now)));
    await reads(ana, 1);
  });

  it('is told once where the process ends between saying and noting it', async () => {
    const booking = book('2026-11-24 15:00');
    const broken = createReminders(world.app.house.records.models);
    const dies = { ...broken, close: () => Promise.reject(new Error('killed')) };
    await planUpcoming(house());
    now = bogota('2026-11-23 15:00');
    await expect(remind(house({ reminders: dies }), `reminder-${booking.id}-0-1d`)).rejects.toThrow('killed');
    await sweepAt('2026-11-23 15:00');
    await reads(ana, 1);
    expect(await fates()).toMatchObject({ [`reminder-${booking.id}-0-1d`]: { state: 'sent' } });
  });

  it('is told although Redis lost everything', async () => {
    book('2026-11-24 15:00');
    await sweepAt('2026-11-23 10:00');
    await world.app.house.redis.flushdb();
    await sweepAt('2026-11-23 15:00');
    await reads(ana, 1);
  });

  it('is told late what is still true, and that it was late is noted by name', async () => {
    const booking = book('2026-11-24 17:00');
    await sweepAt('2026-11-23 10:00');
    await sweepAt('2026-11-23 20:00');
    const [late] = await reads(ana, 1);
    expect(late).toContain('mar 24 nov, 5:00 p. m.');
    expect(await fates()).toMatchObject({
      [`reminder-${booking.id}-0-1d`]: { state: 'sent', lateMs: 180 * MINUTE_MS },
    });
    expect(world.logged).toContainEqual(
      expect.objectContaining({
        event: 'reminder late',
        reminder: `reminder-${booking.id}-0-1d`,
        minutes: 180,
      }),
    );
  });

  it('is told one thing where both became due meanwhile, and nothing once it has begun', async () => {
    const soon = book('2026-11-24 15:00');
    const begun = book('2026-11-24 14:00', { sessionId: 'other' });
    await sweepAt('2026-11-23 10:00');
    await sweepAt('2026-11-24 14:30');
    await reads(ana, 1);
    expect(await fates()).toMatchObject({
      [`reminder-${soon.id}-0-1d`]: { reason: 'superseded' },
      [`reminder-${soon.id}-0-1h`]: { state: 'sent', lateMs: 30 * MINUTE_MS },
      [`reminder-${begun.id}-0-1d`]: { reason: 'begun' },
      [`reminder-${begun.id}-0-1h`]: { reason: 'begun' },
    });
  });

  it('who wants no messages is still told of the session they booked; outside the window the reason has a name', async () => {
    await world.app.house.ports.contacts.update(ana.id, { optedOut: 'everything' });
    await world.app.house.ports.contacts.update(ana.id, { locale: 'en' });
    const booking = book('2026-11-28 15:00');
    await sweepAt('2026-11-27 15:00');
    await until('the reason', async () => {
      const kept = await world.app.house.records.models.messages
        .findById(`reminder-${booking.id}-0-1d`)
        .lean();
      return kept?.state === 'failed' && kept.reason === 'template-missing';
    });
  });
});

describe('an advisor', () => {
  it('has one agenda in the evening, one word before a group, and is asked of each who came', async () => {
    const group = { sessionId: 'g', advisorId: 'luis' };
    for (const id of ['g1', 'g2']) book('2026-11-24 15:00', { id, ...group });
    book('2026-11-24 17:00', { id: 'i1', advisorId: 'luis', contactId: ana.id });
    await sweepAt('2026-11-23 10:00');
    await sweepAt('2026-11-23 18:00');
    const [agenda] = await reads(luis, 1);
    expect(agenda).toMatch(/2 sesiones[\s\S]*3:00 p\. m\. Ana Muñoz · 3:00 p\. m\. Ana Muñoz · 5:00 p\. m\./);
    await sweepAt('2026-11-24 14:00');
    await reads(luis, 2);
    await sweepAt('2026-11-24 16:00');
    // The end of the first session, and the hour before the second.
    await until('who came', async () => {
      const kept = await fates();
      return ['attendance-g1-0', 'attendance-g2-0'].every((id) => kept[id]?.state === 'sent');
    });
    bookings.set('i1', { ...(bookings.get('i1') as Booked), state: 'attended' });
    await sweepAt('2026-11-24 18:00');
    expect(await fates()).toMatchObject({ 'attendance-i1-0': { reason: 'marked' } });
  });

  it('whose day has emptied hears nothing', async () => {
    const booking = book('2026-11-24 15:00', { advisorId: 'luis' });
    await sweepAt('2026-11-23 10:00');
    bookings.set(booking.id, { ...booking, state: 'cancelled' });
    await sweepAt('2026-11-23 18:00');
    await sweepAt('2026-11-24 14:00');
    await sweepAt('2026-11-24 16:00');
    expect(read(luis)).toHaveLength(0);
  });
});
