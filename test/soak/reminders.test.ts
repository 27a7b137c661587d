import { afterAll, beforeAll } from 'vitest';
import type { House } from '../../src/composition/house.ts';
import type { BookingRecord } from '../../src/usecases/session-ports.ts';
import { reminderTemplates } from '../reminders/templates.ts';
import { bogota } from '../reminders/wall-clock.ts';
import { advisorOf } from '../sessions/stores.ts';
import { dieAt } from '../support/mortal-ports.ts';
import { startSecondHouse } from '../support/second-house.ts';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';
import { type Dice, holdsFor, orDeath } from './seeds.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** A run and what it leaves behind take less. */
const RUN_DAYS = 10;

let now = bogota('2026-11-23 08:00');
const clock = () => now;
const death = dieAt(0);
let world: TestWorld;
let second: House;
beforeAll(async () => {
  const overrides = { clock, sweepEveryMs: 1e8, lockMs: 200 };
  world = await startTestWorld({ overrides, env: reminderTemplates });
  second = await startSecondHouse(world, { ...overrides, ...death.overrides });
});
afterAll(async () => {
  death.reborn(0);
  await second.close();
  await world.close();
});

const BASE = now;

holdsFor(
  'reminders',
  'whoever sweeps, dies or forgets: none twice, none for what was moved or cancelled, and none lost',
  10,
  async ({ nth, dice }) => {
    const begin = new Date(BASE.getTime() + nth * RUN_DAYS * DAY_MS);
    letPass(begin.getTime() - now.getTime());
    const told = await people(nth);
    await world.app.house.ports.advisors.save(advisorOf({ id: `adv-${nth}`, contactId: told.advisor.id }));
    const changes: Change[] = [];
    for (let n = 0; n < 2 + dice.below(3); n++) await make(dice, { nth, n, contactId: told.shopkeeper.id });
    while (now.getTime() < begin.getTime() + 5 * DAY_MS) {
      letPass((20 + dice.below(340)) * MINUTE_MS);
      if (dice.chance(0.25)) changes.push(...(await change(dice, nth)));
      if (dice.chance(0.1)) await world.app.house.redis.flushdb();
      death.reborn(dice.chance(0.5) ? 1 + dice.below(40) : 0);
      await Promise.all([
        dice.chance(0.7) && world.app.house.sweep(),
        dice.chance(0.7) && orDeath(second.sweep(), () => death.dead),
      ]);
    }
    death.reborn(0);
    for (let sweeps = 0; sweeps < 3; sweeps++) {
      letPass(MINUTE_MS);
      await world.app.house.sweep();
    }
    await world.fake.settled();
    return [...(await unlikeTheRecords(nth, told)), ...(await afterAChange(changes))];
  },
);

function letPass(ms: number): void {
  now = new Date(now.getTime() + ms);
  world.fake.clock.advance(ms);
}

type People = Record<'shopkeeper' | 'advisor', { id: string; address: string }>;

async function people(nth: number): Promise<People> {
  const one = async (digit: number) => {
    const number = `+5730${digit}${String(1_000_000 + nth * 10 + digit)}`;
    const identities = [{ kind: 'phone' as const, value: number }];
    const id = await world.app.house.ports.contacts.resolve({ identities, channel: 'twilio', at: now });
    await world.app.house.ports.contacts.keep(id);
    return { id, address: `whatsapp:${number}` };
  };
  return { shopkeeper: await one(0), advisor: await one(1) };
}

type Wish = { nth: number; n: number; contactId: string };

async function make(dice: Dice, { nth, n, contactId }: Wish): Promise<void> {
  const time = timeOf(dice, BASE.getTime() + nth * RUN_DAYS * DAY_MS);
  const advisorId = dice.chance(0.6) ? `adv-${nth}` : null;
  const id = `b${nth}-${n}`;
  await world.app.house.ports.bookings.insert({
    ...{ id, sessionId: `s-${id}`, contactId, enrolmentId: null, kind: 'individual', advisorId },
    ...{ chamber: 'cali', ...time, state: 'booked', heldUntil: null, revision: 0, confirmedAt: null },
    ...{ madeAt: now, seat: 1, claims: [`x:${id}`], acts: [] },
  });
}

/** Some day of the next four, from seven in the morning till seven in the evening. */
function timeOf(dice: Dice, from: number): { startsAt: Date; endsAt: Date } {
  const midnight = from - 8 * 60 * MINUTE_MS;
  const startsAt = midnight + (1 + dice.below(4)) * DAY_MS + (7 * 60 + dice.below(48) * 15) * MINUTE_MS;
  return { startsAt: new Date(startsAt), endsAt: new Date(startsAt + 60 * MINUTE_MS) };
}

/** From then on nothing may be said of this revision. */
type Change = { bookingId: string; revision: number; at: Date };

async function change(dice: Dice, nth: number): Promise<Change[]> {
  const { bookings } = world.app.house.ports;
  const { models } = world.app.house.records;
  const standing = await models.bookings.find({ _id: new RegExp(`^b${nth}-`), state: 'booked' }).lean();
  if (standing.length === 0) return [];
  const { _id: id, revision } = dice.pick(standing);
  const found = (await bookings.get(id)) as BookingRecord;
  const moved = { ...timeOf(dice, BASE.getTime() + nth * RUN_DAYS * DAY_MS), revision: revision + 1 };
  const to = dice.chance(0.5) ? moved : { state: 'cancelled' as const, claims: [] };
  await bookings.change(found, to, `change-${now.getTime()}`);
  return [{ bookingId: id, revision, at: now }];
}

/** What the records say was said stands on the phones, once. */
async function unlikeTheRecords(nth: number, told: People): Promise<string[]> {
  const { models } = world.app.house.records;
  const due = await models.reminders
    .find({ bookingId: new RegExp(`^b${nth}-`), dueAt: { $lte: now } })
    .lean();
  const addresses = [told.shopkeeper.address, told.advisor.address];
  const shown = world.fake.messages.all().filter(({ to }) => addresses.includes(to));
  const ids = shown.map(({ statusCallback }) => new URL(statusCallback ?? '').searchParams.get('m') ?? '');
  const known = new Set(due.map(({ _id }) => _id));
  const overtaken = await overtakenOf([...known]);
  const strange = ids.map((id) => id.replace(/\.\d+$/, '')).filter((id) => !known.has(id));
  return [
    ...due.flatMap(({ _id, closed }) => {
      const times = ids.filter((id) => id.replace(/\.\d+$/, '') === _id).length;
      if (!closed) return [`${_id} was left open`];
      // Who died between saying and noting it left it to be dropped, where it was moved or begun meanwhile.
      const right = closed.state === 'sent' && !overtaken.has(_id) ? times === 1 : times <= 1;
      return right ? [] : [`${_id} is ${closed.state} and was said ${times} times`];
    }),
    ...strange.map((id) => `${id} was said, and nobody planned it`),
  ];
}

/** Written, and then not sent because it was no longer so. */
async function overtakenOf(ids: string[]): Promise<Set<string>> {
  const { messages } = world.app.house.records.models;
  const found = await messages.find({ _id: { $in: ids }, reason: 'overtaken' }, { _id: 1 }).lean();
  return new Set(found.map(({ _id }) => _id));
}

async function afterAChange(changes: Change[]): Promise<string[]> {
  const { messages } = world.app.house.records.models;
  const late = await Promise.all(
    changes.map(({ bookingId, revision, at }) => {
      const _id = { $in: [`reminder-${bookingId}-${revision}-1d`, `reminder-${bookingId}-${revision}-1h`] };
      return messages.find({ _id, attemptedAt: { $gte: at } }).lean();
    }),
  );
  return late.flat().map(({ _id }) => `${_id} was said although it was moved or cancelled`);
}
