import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { connectRecords, type Records } from '../../src/adapters/mongo/connection.ts';
import type { Session } from '../../src/domain/session.ts';
import type { SessionPorts } from '../../src/usecases/session-ports.ts';
import { type AdvisorTime, type BookingRequest, book } from '../../src/usecases/sessions/book.ts';
import { cancelBooking, confirmHold, moveBooking } from '../../src/usecases/sessions/change-booking.ts';
import { databaseOf } from '../support/test-app.ts';
import { groupOf, individualOf, NOW, storesOf } from './stores.ts';

let records: Records;
beforeAll(async () => {
  records = await connectRecords(databaseOf(inject('mongodbUri')), { indexes: true });
});
afterAll(() => records.close());

const at = (time: string) => new Date(`2026-11-26T${time}:00Z`);
const LUZ: AdvisorTime = { id: 'luz', bufferMinutes: 15, day: '2026-11-26', maxPerDay: 4 };
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);

describe.each(['memory', 'mongo'] as const)('bookings in %s', (kind) => {
  let ports: SessionPorts;
  let keys = 0;
  beforeEach(async () => {
    ports = await storesOf(kind, records);
  });

  function take(session: Session, contactId: string, change: Partial<BookingRequest> = {}) {
    const advisor = session.seats === 1 ? { ...LUZ, id: session.advisorId ?? '' } : null;
    const key = `turn-${++keys}.0`;
    return book(ports.bookings, {
      ...{ key, session, contactId, enrolmentId: null, advisor, now: NOW, heldUntil: null },
      ...change,
    });
  }

  it('500 people who race for 20 seats: 20 sit, 480 are told so', async () => {
    const session = groupOf();
    const people = Array.from({ length: 500 }, (_, index) => `person-${index}`);
    const outcomes = await Promise.all(people.map((person) => take(session, person)));
    const booked = outcomes.filter((one) => one.kind === 'booked');
    expect(booked).toHaveLength(20);
    expect(outcomes.filter((one) => one.kind === 'full')).toHaveLength(480);
    const seats = await ports.bookings.seatsTaken(session.id);
    expect(new Set(seats.map(({ seat }) => seat)).size).toBe(20);
  }, 60_000);

  it('the same act again gives the same booking, also at once', async () => {
    const session = individualOf(at('14:00'));
    const twice = await Promise.all([1, 2].map(() => take(session, 'ana', { key: 'same.0' })));
    expect(twice.map((one) => ('booking' in one ? one.booking.id : one.kind))).toEqual(['same.0', 'same.0']);
    expect(await ports.bookings.ofContact('ana', NOW)).toHaveLength(1);
  });

  it('an advisor never has two, buffers included; a contact never either', async () => {
    expect(await take(individualOf(at('14:00')), 'ana')).toMatchObject({ kind: 'booked' });
    expect(await take(individualOf(at('14:00')), 'eva')).toEqual({ kind: 'taken' });
    expect(await take(individualOf(at('15:00')), 'eva')).toEqual({ kind: 'taken' });
    expect(await take(individualOf(at('15:15')), 'eva')).toMatchObject({ kind: 'booked' });
    const overlapping = await take(groupOf(), 'ana');
    expect(overlapping).toMatchObject({ kind: 'overlaps', with: { contactId: 'ana' } });
  });

  it('two sessions of the same day with the same advisor do not clash', async () => {
    expect(await take(individualOf(at('14:00')), 'ana')).toMatchObject({ kind: 'booked' });
    expect(await take(individualOf(at('17:00')), 'ana')).toMatchObject({ kind: 'booked' });
  });

  it('an advisor has no more a day than agreed, however many race', async () => {
    const times = Array.from({ length: 10 }, (_, index) =>
      individualOf(new Date(at('00:00').getTime() + index * 2 * 3_600_000)),
    );
    const outcomes = await Promise.all(times.map((session, index) => take(session, `person-${index}`)));
    expect(outcomes.filter((one) => one.kind === 'booked')).toHaveLength(LUZ.maxPerDay);
    expect(outcomes.filter((one) => one.kind === 'taken')).toHaveLength(times.length - LUZ.maxPerDay);
  });

  it('a hold keeps a time from others until it is over, and who chooses another lets go of it', async () => {
    const session = individualOf(at('14:00'));
    const held = await take(session, 'ana', { heldUntil: later(5) });
    expect(held).toMatchObject({ kind: 'held' });
    expect(await take(session, 'eva')).toEqual({ kind: 'taken' });
    await take(individualOf(at('17:00')), 'ana', { heldUntil: later(5) });
    expect(await take(session, 'eva')).toMatchObject({ kind: 'booked' });
    expect(await take(individualOf(at('17:00')), 'luis', { now: later(6) })).toMatchObject({
      kind: 'booked',
    });
  });

  it('a hold that is over still becomes a booking, unless somebody took the time', async () => {
    const own = await take(individualOf(at('14:00')), 'ana', { key: 'a.0', heldUntil: later(5) });
    expect(own.kind).toBe('held');
    const confirm = { key: 'a.1', bookingId: 'a.0', contactId: 'ana', now: later(7) };
    expect(await confirmHold(ports.bookings, confirm)).toMatchObject({ kind: 'booked' });
    expect(await confirmHold(ports.bookings, confirm)).toMatchObject({ kind: 'booked' });
    await take(individualOf(at('17:00')), 'eva', { key: 'e.0', heldUntil: later(5) });
    expect(await take(individualOf(at('17:00')), 'luis', { now: later(6) })).toMatchObject({
      kind: 'booked',
    });
    const late = { key: 'e.1', bookingId: 'e.0', contactId: 'eva', now: later(6) };
    expect(await confirmHold(ports.bookings, late)).toEqual({ kind: 'gone' });
  });

  it('moving takes the new time and lets go of the old one at once; two who swap never both lose', async () => {
    await take(individualOf(at('14:00')), 'ana', { key: 'a.0' });
    await take(individualOf(at('17:00')), 'eva', { key: 'e.0' });
    const move = (contactId: string, bookingId: string, to: Session) =>
      moveBooking(ports.bookings, {
        ...{ key: `${bookingId}-move-${to.id}`, bookingId, contactId, now: NOW, session: to, advisor: LUZ },
      });
    expect(await move('ana', 'a.0', individualOf(at('17:00')))).toEqual({ kind: 'taken' });
    const free = individualOf(at('20:00'));
    expect(await move('ana', 'a.0', free)).toMatchObject({ kind: 'moved', booking: { revision: 1 } });
    expect(await move('ana', 'a.0', free)).toMatchObject({ kind: 'moved', booking: { revision: 1 } });
    expect(await take(individualOf(at('14:00')), 'luis')).toMatchObject({ kind: 'booked' });
    // By a quarter of an hour: the old time is in the way of nobody but itself.
    const near = individualOf(at('20:15'));
    expect(await move('ana', 'a.0', near)).toMatchObject({ kind: 'moved', booking: { revision: 2 } });
  });

  it('cancelling frees the place, once; somebody else cannot cancel it', async () => {
    await take(individualOf(at('14:00')), 'ana', { key: 'a.0' });
    const cancel = (contactId: string) =>
      cancelBooking(ports.bookings, { key: 'c.0', bookingId: 'a.0', contactId, now: NOW });
    expect(await cancel('eva')).toEqual({ kind: 'not-open' });
    expect(await cancel('ana')).toMatchObject({ kind: 'cancelled' });
    expect(await cancel('ana')).toMatchObject({ kind: 'cancelled' });
    expect(await take(individualOf(at('14:00')), 'eva')).toMatchObject({ kind: 'booked' });
  });
});
