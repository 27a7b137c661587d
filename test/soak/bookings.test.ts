import { afterAll, beforeAll, inject } from 'vitest';
import { connectRecords, type Records } from '../../src/adapters/mongo/connection.ts';
import type { Session } from '../../src/domain/session.ts';
import type { BookingRecord, BookingRecords } from '../../src/usecases/session-ports.ts';
import { type AdvisorTime, book, isOver } from '../../src/usecases/sessions/book.ts';
import { cancelBooking, confirmHold, moveBooking } from '../../src/usecases/sessions/change-booking.ts';
import { groupOf, individualOf, NOW, storesOf } from '../sessions/stores.ts';
import { dieAt } from '../support/mortal-ports.ts';
import { databaseOf } from '../support/test-app.ts';
import { type Dice, holdsFor, orDeath } from './seeds.ts';

const BUFFER_MINUTES = 15;
const MOST_A_DAY = 3;
const DAY = '2026-11-26';
const MINUTE_MS = 60_000;

let records: Records;
beforeAll(async () => {
  records = await connectRecords(databaseOf(inject('mongodbUri')), { indexes: true });
});
afterAll(() => records.close());

const at = (time: string) => new Date(`${DAY}T${time}:00Z`);
const SESSIONS: Session[] = [
  groupOf({ id: 'small', seats: 2, advisorId: null, startsAt: at('14:00'), endsAt: at('16:00') }),
  groupOf({ id: 'large', seats: 4, advisorId: null, startsAt: at('15:30'), endsAt: at('17:00') }),
  ...['13:00', '14:00', '14:45', '15:15', '16:30', '18:00', '19:30'].map((time) => individualOf(at(time))),
];
const LUZ: AdvisorTime = { id: 'luz', bufferMinutes: BUFFER_MINUTES, day: DAY, maxPerDay: MOST_A_DAY };
const advisorOf = (session: Session) => (session.seats === 1 ? LUZ : null);

holdsFor(
  'bookings',
  'whoever races, dies or comes late: no seat, advisor or person has two, and holds make room',
  25,
  async ({ dice }) => {
    const { bookings } = await storesOf('mongo', records);
    const death = dieAt(0);
    const mortal = death.of('bookings', bookings);
    const faults: string[] = [];
    let minutes = 0;
    let keys = 0;
    for (let round = 0; round < 10; round++) {
      minutes += dice.below(4);
      death.reborn(dice.chance(0.5) ? 1 + dice.below(12) : 0);
      const now = new Date(NOW.getTime() + minutes * MINUTE_MS);
      const ids = (await all()).map(({ id }) => id);
      const acts = Array.from({ length: 2 + dice.below(4) }, () =>
        actOf(dice, { key: `k${++keys}.0`, ids, now }),
      );
      const by = acts.map(() => dice.chance(0.5));
      await Promise.all(
        acts.map((act, index) =>
          orDeath(act(by[index] ? mortal : bookings), () => by[index] === true && death.dead),
        ),
      );
      // Whoever finds the message again does the same act under the same key.
      if (death.dead) await Promise.all(acts.filter((_act, index) => by[index]).map((act) => act(bookings)));
      death.reborn(0);
      faults.push(...broken(await all(), now));
      if (faults.length > 0) break;
    }
    return faults;
  },
);

async function all(): Promise<BookingRecord[]> {
  const found = await records.models.bookings.find().lean();
  return found.map(({ _id: id, claims = [], ...rest }) => ({ id, claims, ...rest }));
}

type Act = (bookings: BookingRecords) => Promise<unknown>;

function actOf(dice: Dice, { key, ids, now }: { key: string; ids: string[]; now: Date }): Act {
  const contactId = `person-${dice.below(6)}`;
  const session = dice.pick(SESSIONS);
  const advisor = advisorOf(session);
  const own = ids.length === 0 ? 'none' : dice.pick(ids);
  const drawn = dice.below(10);
  if (drawn < 5) {
    const heldUntil = dice.chance(0.5) ? new Date(now.getTime() + 5 * MINUTE_MS) : null;
    return (bookings) =>
      book(bookings, { key, session, contactId, enrolmentId: null, advisor, now, heldUntil });
  }
  if (drawn < 6) return (bookings) => cancelBooking(bookings, { key, bookingId: own, now });
  const whose = async (bookings: BookingRecords) => (await bookings.get(own))?.contactId ?? '';
  if (drawn < 8)
    return async (bookings) =>
      moveBooking(bookings, { key, bookingId: own, contactId: await whose(bookings), session, advisor, now });
  return async (bookings) =>
    confirmHold(bookings, { key, bookingId: own, contactId: await whose(bookings), now });
}

/** Told from times and seats alone: the claims that should keep it so are not asked. */
function broken(kept: BookingRecord[], now: Date): string[] {
  const standing = kept.filter(
    (one) => one.state === 'booked' || (one.state === 'held' && !isOver(one, now)),
  );
  const pairs = standing.flatMap((one, index) =>
    standing.slice(index + 1).map((other) => [one, other] as const),
  );
  const wrong = pairs.flatMap(([one, other]) =>
    clashes(one, other).map((what) => `${what}: ${one.id} and ${other.id}`),
  );
  const ofLuz = standing.filter(({ advisorId }) => advisorId === LUZ.id).length;
  const idle = kept.filter(({ state, claims }) => state === 'cancelled' && claims.length > 0);
  return [
    ...wrong,
    ...(ofLuz > MOST_A_DAY ? [`${ofLuz} with an advisor in a day`] : []),
    ...idle.map(({ id }) => `${id} is cancelled and claims something`),
    ...standing.filter(({ claims }) => claims.length === 0).map(({ id }) => `${id} claims nothing`),
  ];
}

function clashes(one: BookingRecord, other: BookingRecord): string[] {
  const inRoom = one.sessionId === other.sessionId && one.seat === other.seat;
  const samePerson = one.contactId === other.contactId && overlap(one, other, 0);
  const bothOfLuz = one.advisorId === LUZ.id && other.advisorId === LUZ.id;
  const sameAdvisor = bothOfLuz && one.sessionId !== other.sessionId && overlap(one, other, BUFFER_MINUTES);
  const seats = SESSIONS.find(({ id }) => id === one.sessionId)?.seats ?? 0;
  return [
    ...(inRoom ? ['a seat twice'] : []),
    ...(one.seat > seats ? ['a seat that is not there'] : []),
    ...(samePerson ? ['a person in two places'] : []),
    ...(sameAdvisor ? ['an advisor in two places'] : []),
  ];
}

function overlap(one: BookingRecord, other: BookingRecord, bufferMinutes: number): boolean {
  const buffer = bufferMinutes * MINUTE_MS;
  return (
    one.startsAt.getTime() < other.endsAt.getTime() + buffer &&
    other.startsAt.getTime() < one.endsAt.getTime() + buffer
  );
}
