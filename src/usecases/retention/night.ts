import type { Calendar } from '../session-ports.ts';

/** When hardly anybody writes. */
const HOUR = '03:00';

/** The night whose run is the latest that should have been, and when the next one is. */
export function nightOf(
  calendar: Pick<Calendar, 'dayOf' | 'addDays' | 'instant'>,
  now: Date,
): { day: string; next: { day: string; at: Date } } {
  const today = calendar.dayOf(now);
  const isPast = calendar.instant(today, HOUR).getTime() <= now.getTime();
  const day = isPast ? today : calendar.addDays(today, -1);
  const next = calendar.addDays(day, 1);
  return { day, next: { day: next, at: calendar.instant(next, HOUR) } };
}
