import { describe, expect, it } from 'vitest';
import { createCalendar } from '../../src/adapters/calendar/calendar.ts';
import { lawfulClock, lawfulFrom, nextLawfulDay } from '../../src/domain/lawful-hours.ts';

const calendar = createCalendar('America/Bogota');
const at = (local: string) => new Date(`${local}-05:00`);

describe('the hours of Ley 2300', () => {
  it.each([
    ['a weekday morning', '2026-11-25T10:00', '2026-11-25T10:00'],
    ['a second before seven', '2026-11-25T06:59:59', '2026-11-25T07:00'],
    ['seven in the evening is closed', '2026-11-25T19:00', '2026-11-26T07:00'],
    ['a weekday night', '2026-11-25T22:00', '2026-11-26T07:00'],
    ['Saturday before eight', '2026-11-28T07:30', '2026-11-28T08:00'],
    ['Saturday at three', '2026-11-28T15:00', '2026-11-30T07:00'],
    ['Sunday', '2026-11-29T11:00', '2026-11-30T07:00'],
    ['a holiday (8 December)', '2026-12-08T11:00', '2026-12-09T07:00'],
    ['a holiday moved to Monday, after its weekend', '2026-11-14T16:00', '2026-11-17T07:00'],
    ['the Thursday and Friday of Easter, and its Saturday', '2027-03-25T09:00', '2027-03-27T08:00'],
  ])('%s', (_, asked, expected) => {
    expect(lawfulFrom(calendar, at(asked))).toEqual(at(expected));
  });

  it('begin again on the next open day', () => {
    expect(nextLawfulDay(calendar, at('2026-11-25T10:00'))).toEqual(at('2026-11-26T07:00'));
    expect(nextLawfulDay(calendar, at('2026-11-28T10:00'))).toEqual(at('2026-11-30T07:00'));
  });

  it('are counted on over nights and Sundays', () => {
    const moment = lawfulClock(calendar, at('2026-11-27T18:00'));
    const hours = (count: number) => new Date(moment(count * 3_600_000).at);
    expect(hours(0)).toEqual(at('2026-11-27T18:00'));
    expect(hours(1)).toEqual(at('2026-11-28T08:00'));
    expect(hours(7)).toEqual(at('2026-11-28T14:00'));
    expect(hours(9)).toEqual(at('2026-11-30T08:00'));
  });
});
