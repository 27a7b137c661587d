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
  };
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
