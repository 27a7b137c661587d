import { afterAll, beforeAll, expect, it } from 'vitest';
import { lastWeeks } from '../../src/adapters/calendar/weeks.ts';
import { createFunnelCounts } from '../../src/adapters/mongo/funnel-counts.ts';
import { fillDemo } from '../../src/composition/demo.ts';
import { funnelOf } from '../../src/usecases/console/funnel.ts';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';
import { addAccount, visitor } from './browser.ts';

const NOW = new Date('2026-11-27T14:00:00Z');
let world: TestWorld;
beforeAll(async () => {
  world = await startTestWorld({ overrides: { sweepEveryMs: 60_000, clock: () => NOW } });
  await fillDemo(world.app.house.config, world.app.house.ports, NOW);
});
afterAll(() => world.close());

const count = async (chamber: string | null) => {
  const counts = createFunnelCounts(world.app.house.records.models);
  const weeks = lastWeeks(NOW, 4, 'America/Bogota');
  return (await funnelOf(counts, weeks, { scope: null, chamber })).map((week) => week.counts);
};

it('counts people, not bookings, in the week they booked and the week they came', async () => {
  const all = await count(null);
  const cali = await count('cali');
  const { bookings } = world.app.house.records.models;
  const [week] = lastWeeks(NOW, 2, 'America/Bogota');
  const came = { state: 'attended' as const, chamber: 'cali', startsAt: { $gte: week?.from, $lt: week?.to } };
  const people = new Set((await bookings.find(came as object).lean()).map(({ contactId }) => contactId));
  expect(cali[2]?.attended).toBe(people.size);
  expect(people.size).toBeGreaterThan(0);
  for (const [place, one] of cali.entries()) {
    expect(one.booked).toBeLessThanOrEqual(all[place]?.booked ?? 0);
    expect(one.certified).toBe(0);
  }
  const before = all[3]?.booked ?? 0;
  const [one] = await bookings.find({ state: 'booked' }).lean();
  const another = { ...one, _id: 'another', contactId: 'another', claims: [], acts: [], madeAt: NOW };
  await bookings.collection.insertOne({ ...another, state: 'cancelled' } as never);
  expect((await count(null))[3]?.booked).toBe(before);
  await bookings.updateOne({ _id: 'another' }, { $set: { state: 'booked' } });
  expect((await count(null))[3]?.booked).toBe(before + 1);
});

it('counts a certificate when it was first issued, until it is revoked', async () => {
  const { certificates } = world.app.house.records.models;
  const document = (version: number, status: string, issuedAt: Date) => ({
    ...{ _id: `c-${version}`, code: `code-${version}`, enrolmentId: 'e', contactId: 'c', chamber: 'cali' },
    ...{ version, status, issuedAt },
  });
  const earlier = new Date(NOW.getTime() - 8 * 24 * 3_600_000);
  await certificates.collection.insertMany([
    document(1, 'replaced', earlier),
    document(2, 'valid', NOW),
  ] as never);
  const certified = async (chamber: string) => (await count(chamber)).map((one) => one.certified);
  expect(await certified('cali')).toEqual([0, 0, 1, 0]);
  expect(await certified('pereira')).toEqual([0, 0, 0, 0]);
  await certificates.collection.updateMany({}, { $set: { status: 'revoked' } });
  expect(await certified('cali')).toEqual([0, 0, 0, 0]);
});

it('stands on the first page, a coordinator’s own chamber’s share', async () => {
  await addAccount(world, 'luis', 'coordinator', 'cali');
  const luis = visitor(world);
  await luis.signIn('luis');
  const { body } = await luis.get('/console');
  expect(body).toMatch(/Asistió [1-9]/);
});
