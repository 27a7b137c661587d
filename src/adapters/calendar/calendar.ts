import { getHolidaysForYear } from 'colombian-holidays';
import { DateTime } from 'luxon';
import type { Calendar } from '../../usecases/session-ports.ts';

/** Days and times of one zone, by luxon, and Colombia's holidays (Ley 51 of 1983), by colombian-holidays. */
export function createCalendar(zone: string): Calendar {
  const holidays = new Map<number, Set<string>>();
  const holidaysOf = (year: number) => {
    const known = holidays.get(year) ?? new Set(getHolidaysForYear(year).map((one) => one.celebrationDate));
    holidays.set(year, known);
    return known;
  };
  const local = (at: Date) => DateTime.fromJSDate(at, { zone });
  return {
    dayOf: (at) => local(at).toFormat(DAY),
    minutesOf(at) {
      const { hour, minute } = local(at);
      return hour * 60 + minute;
    },
    instant: (day, time) => DateTime.fromFormat(`${day} ${time}`, `${DAY} HH:mm`, { zone }).toJSDate(),
    addDays: (day, days) => DateTime.fromFormat(day, DAY, { zone: 'utc' }).plus({ days }).toFormat(DAY),
    weekday: (day) => DateTime.fromFormat(day, DAY, { zone: 'utc' }).weekday,
    isHoliday: (day) => holidaysOf(Number(day.slice(0, 4))).has(day),
  };
}

const DAY = 'yyyy-MM-dd';
