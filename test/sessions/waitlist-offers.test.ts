import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { House } from '../../src/composition/house.ts';
import { book } from '../../src/usecases/sessions/book.ts';
import { cancelBooking } from '../../src/usecases/sessions/change-booking.ts';
import { sweepWaitlist } from '../../src/usecases/sessions/sweep-waitlist.ts';
import { contactOf } from '../support/coverage.ts';
import { talk } from '../support/talk.ts';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';
import { until } from '../support/waiting.ts';
import { advisorOf, groupOf } from './stores.ts';

const people = [1, 2, 3].map((n) => `whatsapp:+57300562000${n}`);
const MORNING = new Date('2026-11-23T14:00:00Z');
const minutes = (count: number) => new Date(MORNING.getTime() + count * 60_000);

let world: TestWorld;
let house: House;
let ids: string[];
beforeAll(async () => {
  world = await startTestWorld({ overrides: { sweepEveryMs: 1e8 } });
  house = world.app.house;
  for (const one of people) await talk(world, one, ['hola']);
  ids = await Promise.all(people.map((one) => contactOf(house, one)));
  await house.ports.advisors.save(advisorOf());
  await house.ports.sessions.insert(groupOf({ seats: 1, advisorId: null }));
  await take('taken.0', 'somebody');
  for (const [n, contactId] of ids.entries()) await join(`turn-${n}.0`, contactId, n);
});
afterAll(() => world.close());

function take(key: string, contactId: string) {
  const session = groupOf({ seats: 1, advisorId: null });
  const request = {
    key,
    session,
    contactId,
    enrolmentId: null,
    advisor: null,
    now: MORNING,
    heldUntil: null,
  };
  return book(house.ports.bookings, request);
}

function join(id: string, contactId: string, n: number) {
  return house.ports.waitlist.join({
    ...{ id, contactId, enrolmentId: null, target: { kind: 'session', sessionId: 'taller' } },
    ...{ joinedAt: new Date(MORNING.getTime() + n), state: 'waiting', offers: 0, offer: null },
  });
}

async function sweep(at: Date): Promise<void> {
  const { ports, notifying, conversing } = house;
  const { calendar, route } = conversing;
  // As two processes do it.
  await Promise.all([1, 2].map(() => sweepWaitlist({ ports, notifying, calendar, route }, at)));
}

const offersTo = (person: string) =>
  world.fake.inbox(person).filter(({ text }) => text.includes('Se liberó un cupo')).length;
const states = async () =>
  (await Promise.all(ids.map((id) => house.ports.waitlist.ofContact(id)))).map(([one]) => one?.state);

describe('a seat that is freed', () => {
  it('is offered to nobody while it is taken, nor at night', async () => {
    await sweep(MORNING);
    await cancelBooking(house.ports.bookings, { key: 'gone.0', bookingId: 'taken.0', now: MORNING });
    await sweep(new Date('2026-11-24T04:00:00Z'));
    expect(await states()).toEqual(['waiting', 'waiting', 'waiting']);
  });

  it('is offered to who waits longest, once, and goes to the next when time is over', async () => {
    await sweep(minutes(1));
    await sweep(minutes(2));
    await until('the first is told', () => offersTo(people[0] ?? '') === 1);
    expect(await states()).toEqual(['offered', 'waiting', 'waiting']);
    await sweep(minutes(70));
    await sweep(minutes(71));
    await until('the second is told', () => offersTo(people[1] ?? '') === 1);
    expect(await states()).toEqual(['lapsed', 'offered', 'waiting']);
    expect(offersTo(people[0] ?? '')).toBe(1);
  });

  it('after a crash between hold and offer is offered all the same', async () => {
    const [, second] = await Promise.all(ids.map((id) => house.ports.waitlist.ofContact(id)));
    const [entry] = second ?? [];
    await house.ports.waitlist.change(
      { id: entry?.id ?? '', state: 'offered' },
      { state: 'waiting', offer: null, offers: 0 },
    );
    await sweep(minutes(75));
    expect(await states()).toEqual(['lapsed', 'offered', 'waiting']);
    expect(offersTo(people[1] ?? '')).toBe(1);
  });

  it('goes to who says no only after them', async () => {
    world.fake.clock.advance(30_000);
    const offer = world.fake.inbox(people[1] ?? '').find(({ text }) => text.includes('Se liberó un cupo'));
    expect(offer?.screen).toContain('Sí, lo tomo');
    const read = world.fake.inbox(people[1] ?? '').length;
    await world.fake.tap(people[1] ?? '', 'No, gracias');
    await world.fake.waitForInbox(people[1] ?? '', read + 1);
    await sweep(minutes(76));
    await until('the third is told', () => offersTo(people[2] ?? '') === 1);
    expect(await states()).toEqual(['lapsed', 'declined', 'offered']);
  });
});
