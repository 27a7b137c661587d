import { DateTime } from 'luxon';

/** The last `count` calendar weeks of a time zone, Monday to Monday, oldest first; the last one is under way. */
export function lastWeeks(now: Date, count: number, zone: string): { from: Date; to: Date }[] {
  const monday = DateTime.fromJSDate(now, { zone }).startOf('week');
  return Array.from({ length: count }, (_, place) => {
    const from = monday.minus({ weeks: count - 1 - place });
    return { from: from.toJSDate(), to: from.plus({ weeks: 1 }).toJSDate() };
  });
}
