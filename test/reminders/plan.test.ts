import { describe, expect, it } from 'vitest';
import { type Booked, HORIZON_MS, planReminders } from '../../src/domain/reminders.ts';
import { BOGOTA, bogota, shown } from './wall-clock.ts';

function booked(startsAt: string, change: Partial<Booked> = {}): Booked {
  const start = bogota(startsAt);
  return {
    id: 'b1',
    sessionId: 's1',
    contactId: 'ana',
    advisorId: null,
    startsAt: start,
    endsAt: new Date(start.getTime() + 3_600_000),
    state: 'booked',
    revision: 0,
    madeAt: bogota('2026-01-01 08:00'),
    ...change,
  };
}

const planned = (booking: Booked, since = booking.madeAt) =>
  planReminders(booking, BOGOTA, since).map(({ id, dueAt }) => `${id} ${shown(dueAt)}`);

describe('reminders of a booking', () => {
  it.each([
    ['in the afternoon', '2026-11-24 15:00', ['1d 2026-11-23 15:00', '1h 2026-11-24 14:00']],
    ['whose hour before is early enough', '2026-11-24 08:00', ['1d 2026-11-23 08:00', '1h 2026-11-24 07:00']],
    ['at seven: the evening before says both', '2026-11-24 07:00', ['1d 2026-11-23 18:00']],
    ['before seven', '2026-11-24 06:30', ['1d 2026-11-22 18:00', '1h 2026-11-23 18:00']],
    ['in the evening', '2026-11-24 21:00', ['1d 2026-11-23 18:00', '1h 2026-11-24 20:00']],
    ['late at night', '2026-11-24 21:15', ['1d 2026-11-23 18:00', '1h 2026-11-24 18:00']],
    ['on the first of a year', '2027-01-01 07:30', ['1d 2026-12-31 18:00']],
    ['on 29 February', '2028-02-29 15:00', ['1d 2028-02-28 15:00', '1h 2028-02-29 14:00']],
    ['the day after it', '2028-03-01 07:15', ['1d 2028-02-29 18:00']],
    ['around midnight', '2026-11-25 00:15', ['1d 2026-11-23 18:00', '1h 2026-11-24 18:00']],
  ])('%s', (_, startsAt, expected) => {
    expect(planned(booked(startsAt))).toEqual(expected.map((one) => `reminder-b1-0-${one}`));
  });

  it('are never at night, nor earlier than is looked ahead', () => {
    for (let quarter = 0; quarter < 96; quarter++) {
      const startsAt = new Date(bogota('2026-11-24 00:00').getTime() + quarter * 900_000);
      const booking = { ...booked('2026-11-24 00:00'), startsAt, advisorId: 'luis' };
      const all = planReminders(booking, BOGOTA, booking.madeAt);
      for (const { which, dueAt } of all.filter((one) => one.which !== 'attendance')) {
        const minutes = BOGOTA.minutesOf(dueAt);
        expect(minutes >= 7 * 60 && minutes <= 20 * 60, `${which} ${shown(dueAt)}`).toBe(true);
        expect(startsAt.getTime() - dueAt.getTime()).toBeLessThanOrEqual(HORIZON_MS);
        expect(dueAt.getTime()).toBeLessThan(startsAt.getTime());
      }
      expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    }
  });

  it('are none in the past, and none of the day before for who has just booked', () => {
    const booking = booked('2026-11-24 15:00');
    expect(planned(booking, bogota('2026-11-23 12:59'))).toHaveLength(2);
    expect(planned(booking, bogota('2026-11-23 14:00'))).toEqual(['reminder-b1-0-1h 2026-11-24 14:00']);
    expect(planned(booking, bogota('2026-11-24 14:00'))).toEqual([]);
  });

  it.each(['held', 'cancelled', 'attended', 'missed'] as const)('are none for a %s one', (state) => {
    expect(planned(booked('2026-11-24 15:00', { state }))).toEqual([]);
  });

  it('carry the revision: a moved booking has others', () => {
    expect(planned(booked('2026-11-24 15:00', { revision: 3 }))[0]).toContain('reminder-b1-3-1d');
  });

  it('for the advisor: tomorrow in the evening, each session an hour ahead, and after it who came', () => {
    const own = planned(booked('2026-11-24 15:00', { advisorId: 'luis' })).filter(
      (one) => !/b1-0-1/.test(one),
    );
    expect(own).toEqual([
      'agenda-luis-2026-11-24 2026-11-23 18:00',
      expect.stringMatching(/^reminder-s1-\d+-luis-1h 2026-11-24 14:00$/),
      'attendance-b1-0 2026-11-24 16:00',
    ]);
    const early = planned(booked('2026-11-24 07:00', { advisorId: 'luis' }));
    expect(early.some((one) => one.includes('luis-1h'))).toBe(false);
  });
});
