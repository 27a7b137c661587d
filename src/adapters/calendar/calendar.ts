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
    dayOf: (at) => isoDay(local(at)),
    minutesOf(at) {
      const { hour, minute } = local(at);
      return hour * 60 + minute;
    },
    instant: (day, time) => DateTime.fromISO(`${day}T${time}`, { zone }).toJSDate(),
    addDays: (day, days) => isoDay(utc(day).plus({ days })),
    weekday: (day) => utc(day).weekday,
    isHoliday: (day) => holidaysOf(Number(day.slice(0, 4))).has(day),
  };
}

const utc = (day: string) => DateTime.fromISO(day, { zone: 'utc' });

function isoDay(at: DateTime): string {
  return at.toISODate() ?? 'no day';
}
