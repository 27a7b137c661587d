import { describe, expect, it } from 'vitest';
import { createCalendar } from '../../src/adapters/calendar/calendar.ts';
import { freeTimes, type Looking } from '../../src/usecases/sessions/free-times.ts';
import { advisorOf } from './stores.ts';

const calendar = createCalendar('America/Bogota');

function times(change: Partial<Looking> & { from: Date }): string[] {
  const looking = { busy: [], kind: 'individual', minutes: 60, territory: null, days: 3, ...change } as const;
  const found = freeTimes(calendar, { advisors: [advisorOf()], ...looking });
  return found.map(({ startsAt }) => `${calendar.dayOf(startsAt)} ${calendar.minutesOf(startsAt) / 60}`);
}
const bogota = (day: string, time: string) => calendar.instant(day, time);

describe('free times', () => {
  it('lie in the hours of the week, in Bogota', () => {
    expect(times({ from: bogota('2026-11-25', '00:00'), days: 1 })).toEqual(
      [8, 9, 10, 11].map((hour) => `2026-11-25 ${hour}`),
    );
  });

  it.each([
    ['a month', '2026-11-30', ['2026-11-30', '2026-12-01', '2026-12-02']],
    ['a year, New Year being a holiday', '2026-12-31', ['2026-12-31']],
    ['29 February', '2028-02-28', ['2028-02-28', '2028-02-29', '2028-03-01']],
    ['a holiday Monday', '2026-11-13', ['2026-11-13', '2026-11-17']],
  ])('cross %s', (_what, from, days) => {
    const found = times({ from: bogota(from, '00:00'), days: _what.includes('Monday') ? 5 : 3 });
    expect([...new Set(found.map((one) => one.slice(0, 10)))]).toEqual(days);
  });

  it('keep their hour on the wall where clocks are changed', () => {
    const newYork = createCalendar('America/New_York');
    const found = freeTimes(newYork, {
      ...{
        advisors: [advisorOf({ weekly: [6, 7].map((weekday) => ({ weekday, from: '01:00', to: '05:00' })) })],
      },
      ...{ kind: 'individual', minutes: 60, territory: null, days: 2 },
      busy: [
        {
          advisorId: 'luz',
          startsAt: newYork.instant('2026-11-01', '03:00'),
          endsAt: newYork.instant('2026-11-01', '03:30'),
        },
      ],
      from: newYork.instant('2026-10-31', '00:00'),
    });
    expect(found.map(({ day, startsAt }) => `${day} ${newYork.minutesOf(startsAt) / 60}`)).toEqual([
      ...[1, 2, 3, 4].map((hour) => `2026-10-31 ${hour}`),
      '2026-11-01 1',
      '2026-11-01 4',
    ]);
  });

  it('begin no sooner than asked, in the middle of a day too', () => {
    expect(times({ from: bogota('2026-11-25', '09:30'), days: 1 })).toEqual([
      '2026-11-25 10',
      '2026-11-25 11',
    ]);
  });

  it('a day of its own hours wins over the week and over a holiday', () => {
    const exceptions = [
      { date: '2026-11-16', hours: [{ from: '14:00', to: '15:00' }] },
      { date: '2026-11-17', hours: [] },
    ];
    const found = times({
      from: bogota('2026-11-16', '00:00'),
      days: 2,
      advisors: [advisorOf({ exceptions })],
    });
    expect(found).toEqual(['2026-11-16 14']);
  });

  it('keep what is booked and its buffer free, and the most a day', () => {
    const from = bogota('2026-11-25', '00:00');
    const busyAt = (time: string) => ({
      advisorId: 'luz',
      startsAt: bogota('2026-11-25', time),
      endsAt: new Date(bogota('2026-11-25', time).getTime() + 3_600_000),
    });
    expect(times({ from, days: 1, busy: [busyAt('09:00')] })).toEqual(['2026-11-25 11']);
    const advisors = [advisorOf({ maxPerDay: 1 })];
    expect(times({ from, days: 1, busy: [busyAt('09:00')], advisors })).toEqual([]);
  });

  it('are offered once where several have them, of the one with the least to do', () => {
    const from = bogota('2026-11-25', '00:00');
    const startsAt = bogota('2026-11-25', '08:00');
    const busy = [{ advisorId: 'ana', startsAt, endsAt: new Date(startsAt.getTime() + 3_600_000) }];
    const advisors = [advisorOf({ id: 'ana', bufferMinutes: 0 }), advisorOf({ id: 'luz', bufferMinutes: 0 })];
    const found = freeTimes(calendar, {
      ...{ advisors, busy, kind: 'individual', minutes: 60, territory: null, from, days: 1 },
    });
    expect(found.map(({ advisorId }) => advisorId)).toEqual(['luz', 'luz', 'luz', 'luz']);
  });

  it('are of advisors of that kind and territory who are still there', () => {
    const from = bogota('2026-11-25', '00:00');
    const of = (change: Parameters<typeof advisorOf>[0], territory: string | null = null) =>
      times({ from, days: 1, territory, advisors: [advisorOf(change)] }).length;
    expect(of({ kinds: ['road-map'] })).toBe(0);
    expect(of({ status: 'removed' })).toBe(0);
    expect(of({ territories: ['Pereira'] }, 'Cali')).toBe(0);
    expect(of({ territories: ['Cali'] }, 'Cali')).toBe(4);
  });
});
