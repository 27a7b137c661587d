import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { House } from '../../src/composition/house.ts';
import { book } from '../../src/usecases/sessions/book.ts';
import { cancelBooking, moveBooking } from '../../src/usecases/sessions/change-booking.ts';
import { contactOf } from '../support/coverage.ts';
import { talk } from '../support/talk.ts';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';
import { advisorOf, groupOf } from './stores.ts';

const ANA = 'whatsapp:+573005610001';
const NOW = new Date('2026-11-23T14:00:00Z');
const later = groupOf({
  id: 'otro',
  startsAt: new Date('2027-01-01T01:30:00Z'),
  endsAt: new Date('2027-01-01T03:30:00Z'),
});

let world: TestWorld;
let house: House;
let contactId: string;
beforeAll(async () => {
  world = await startTestWorld({ overrides: { sweepEveryMs: 1e8 } });
  house = world.app.house;
  await talk(world, ANA, ['hola']);
  contactId = await contactOf(house, ANA);
  await house.ports.advisors.save(advisorOf());
  for (const session of [groupOf(), later]) await house.ports.sessions.insert(session);
  await take('turn-1.0');
});
afterAll(() => world.close());

async function take(key: string, heldUntil: Date | null = null) {
  const session = groupOf();
  await book(house.ports.bookings, {
    ...{ key, session, contactId, enrolmentId: null, advisor: null, now: NOW, heldUntil },
  });
}

function fetched(bookingId: string): Promise<Response> {
  const link = house.ports.sessionLinks.make(bookingId);
  return fetch(link.replace(/^https?:\/\/[^/]+/, world.app.url));
}

async function eventOf(bookingId: string) {
  const calendar = new ICAL.Component(ICAL.parse(await (await fetched(bookingId)).text()));
  const component = calendar.getFirstSubcomponent('vevent');
  if (!component) throw new Error('no event');
  const event = new ICAL.Event(component);
  return {
    uid: event.uid,
    sequence: event.sequence,
    starts: event.startDate.toJSDate().toISOString(),
    ends: event.endDate.toJSDate().toISOString(),
    zone: event.startDate.zone.tzid,
    summary: event.summary,
    location: event.location,
    status: component.getFirstPropertyValue('status'),
    method: calendar.getFirstPropertyValue('method'),
  };
}

describe('the calendar link of a session', () => {
  it('is an event in UTC, with place and words in the language of its owner', async () => {
    const response = await fetched('turn-1.0');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('text/calendar');
    expect(await eventOf('turn-1.0')).toEqual({
      uid: 'turn-1.0@fortaleser',
      sequence: 0,
      starts: '2026-11-26T14:00:00.000Z',
      ends: '2026-11-26T16:00:00.000Z',
      zone: 'UTC',
      summary: 'FortaleSER: Acompañamiento grupal',
      location: 'Cámara de Cali',
      status: 'CONFIRMED',
      method: 'PUBLISH',
    });
  });

  it('stays the same event when the session is moved, over midnight and the year, and when it is cancelled', async () => {
    const act = { bookingId: 'turn-1.0', contactId, now: NOW };
    await moveBooking(house.ports.bookings, { ...act, key: 'turn-2.0', session: later, advisor: null });
    const moved = await eventOf('turn-1.0');
    expect(moved).toMatchObject({
      uid: 'turn-1.0@fortaleser',
      sequence: 1,
      starts: '2027-01-01T01:30:00.000Z',
    });
    await cancelBooking(house.ports.bookings, { ...act, key: 'turn-3.0' });
    const cancelled = await eventOf('turn-1.0');
    expect(cancelled).toMatchObject({ uid: moved.uid, sequence: 2, status: 'CANCELLED', method: 'CANCEL' });
  });

  it('shows nothing of a hold, nor under a token that was altered', async () => {
    await take('turn-4.0', new Date(NOW.getTime() + 300_000));
    expect((await fetched('turn-4.0')).status).toBe(404);
    const [, token = ''] = /sessions\/(.+)\.ics$/.exec(house.ports.sessionLinks.make('turn-1.0')) ?? [];
    const [told = '', signature = ''] = token.split('.');
    const other = Buffer.from('turn-9.0').toString('base64url');
    for (const wrong of [
      `${other}.${signature}`,
      `${told}.${signature.slice(1)}`,
      told,
      'x',
      '..',
      `${token}.x`,
    ])
      expect((await fetch(`${world.app.url}/sessions/${wrong}.ics`)).status).toBe(404);
  });

  it('is slow to be guessed', async () => {
    const tries = Array.from({ length: 70 }, (_, n) => fetch(`${world.app.url}/sessions/guess-${n}.x.ics`));
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([404, 429]));
  });
});
