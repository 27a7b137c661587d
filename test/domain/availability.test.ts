import { expect, it } from 'vitest';
import {
  readDay,
  readSpans,
  withException,
  withWeekdays,
  writeSpans,
} from '../../src/domain/availability.ts';

it.each([
  ['08:00-12:00', '08:00-12:00'],
  ['14:00-17:00, 8-12', '08:00-12:00, 14:00-17:00'],
  ['7:15 a 9:30; 10 – 11', '07:15-09:30, 10:00-11:00'],
  ['22-24', '22:00-24:00'],
  ['', ''],
])('hours are read as people type them: “%s”', (text, read) => {
  expect(writeSpans(readSpans(text) ?? [{ from: 'nothing', to: 'read' }])).toBe(read);
});

it.each(['12-8', '8-8', '8:10-9', '8-25', '8-12, 11-13', 'mañana', '8', '8:75-9', '-1-3'])(
  'what is no hours is refused: “%s”',
  (text) => expect(readSpans(text)).toBeNull(),
);

it.each([
  ['2028-02-29', '2028-02-29'],
  ['2026-02-29', null],
  ['2026-13-01', null],
  ['26-1-1', null],
  ['', null],
])('a day of the calendar: “%s”', (text, day) => expect(readDay(text)).toBe(day));

it('other hours of a weekday leave the other days as they are', () => {
  const weekly = [1, 2].map((weekday) => ({ weekday, from: '08:00', to: '12:00' }));
  const spans = [{ from: '14:00', to: '15:00' }];
  expect(withWeekdays(weekly, [2, 3], spans)).toEqual([
    { weekday: 1, from: '08:00', to: '12:00' },
    { weekday: 2, from: '14:00', to: '15:00' },
    { weekday: 3, from: '14:00', to: '15:00' },
  ]);
  expect(withWeekdays(weekly, [1, 2], [])).toEqual([]);
});

it('a day unlike the others is one, however often it is entered, and can be taken back', () => {
  const closed = withException([], '2026-12-24', []);
  const open = withException(closed, '2026-12-24', [{ from: '08:00', to: '10:00' }]);
  expect(open).toHaveLength(1);
  expect(withException(open, '2026-12-07', []).map(({ date }) => date)).toEqual(['2026-12-07', '2026-12-24']);
  expect(withException(open, '2026-12-24', null)).toEqual([]);
});
