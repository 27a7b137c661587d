import { getHolidaysForYear } from 'colombian-holidays';
import type { BusinessDays } from '../../usecases/data-rights/ports.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const SATURDAY = 6;
const SUNDAY = 0;

/** Working days of Colombia: Monday to Friday without its holidays, by the calendar of `timeZone`. */
export function createBusinessDays(timeZone: string): BusinessDays {
  // en-CA writes a day as 2026-12-15.
  const dayIn = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
  return {
    after(at, days) {
      // From here on days only, counted at midnight UTC: no clock changes among them.
      let day = new Date(`${dayIn.format(at)}T00:00:00Z`);
      for (let left = days; left > 0; ) {
        day = new Date(day.getTime() + DAY_MS);
        if (isWorkingDay(day)) left--;
      }
      return nameOf(day);
    },
    left(at, day) {
      const today = dayIn.format(at);
      const [from, to] = today <= day ? [today, day] : [day, today];
      let days = 0;
      for (let next = dayAfter(from); next <= to; next = dayAfter(next))
        if (isWorkingDay(dateOf(next))) days++;
      // Late is late, on a Sunday too.
      return today <= day ? days : -Math.max(days, 1);
    },
  };
}

function dateOf(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

function dayAfter(day: string): string {
  return nameOf(new Date(dateOf(day).getTime() + DAY_MS));
}

function isWorkingDay(day: Date): boolean {
  const weekday = day.getUTCDay();
  if (weekday === SATURDAY || weekday === SUNDAY) return false;
  const holidays = getHolidaysForYear(day.getUTCFullYear());
  return !holidays.some(({ celebrationDate }) => celebrationDate === nameOf(day));
}

function nameOf(day: Date): string {
  return day.toISOString().slice(0, 10);
}
