import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { House } from '../../src/composition/house.ts';
import { contactOf } from '../support/coverage.ts';
import { talk } from '../support/talk.ts';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';
import { groupOf } from './stores.ts';

const SEATS = 4;
const people = Array.from({ length: 16 }, (_, n) => `whatsapp:+5730056300${String(n).padStart(2, '0')}`);
const DAY_MS = 24 * 60 * 60_000;

let world: TestWorld;
let house: House;
beforeAll(async () => {
  world = await startTestWorld();
  house = world.app.house;
  const startsAt = new Date(Math.ceil(Date.now() / DAY_MS + 2) * DAY_MS);
  const endsAt = new Date(startsAt.getTime() + 2 * 60 * 60_000);
  await house.ports.sessions.insert(groupOf({ seats: SEATS, advisorId: null, startsAt, endsAt }));
  for (const person of people) {
    await talk(world, person, ['hola']);
    await enrol(await contactOf(house, person));
  }
}, 60_000);
afterAll(() => world.close());

async function enrol(contactId: string): Promise<void> {
  const at = new Date();
  await house.ports.enrolments.enrol({
    ...{ contactId, businessName: 'Tienda', stage: 'accompaniment', chamber: 'cali', territory: null },
    ...{ sector: null, name: null, source: 'test', consentedAt: at, enrolledAt: at, tags: [], by: 'test' },
  });
}

/** As somebody books who sees the seat and wants it: what they are told last. */
async function wants(person: string): Promise<string> {
  const shown = await talk(world, person, ['agendar', 'Acompañamiento grupal', '1']);
  return shown.includes('¿La confirmamos?') ? await talk(world, person, ['confirmar']) : shown;
}

describe('the last seats, wanted by many at once in the chat', () => {
  it('are booked once each, and everybody else is told clearly', async () => {
    const told = await Promise.all(people.map(wants));
    const booked = told.filter((text) => text.includes('quedó agendada'));
    const full = told.filter((text) => text.includes('está llena'));
    expect(booked).toHaveLength(SEATS);
    expect(full).toHaveLength(people.length - SEATS);
    const kept = await house.ports.bookings.ofSession('taller');
    const standing = kept.filter(({ state }) => state === 'booked');
    expect(new Set(standing.map(({ seat }) => seat)).size).toBe(SEATS);
    expect(new Set(standing.map(({ contactId }) => contactId)).size).toBe(SEATS);
  }, 120_000);
});
