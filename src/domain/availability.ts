import type { Advisor, Span } from './advisor.ts';
import { CELL_MINUTES } from './booking.ts';

export type WeekHours = Advisor['weekly'];

const SPAN = /^(\d{1,2})(?::(\d{2}))?\s*(?:-|–|a)\s*(\d{1,2})(?::(\d{2}))?$/;
const DAY_MINUTES = 24 * 60;

/** `08:00-12:00, 14:00-17:00`, as it is typed; nothing typed is a day without hours. Null where it is no hours. */
export function readSpans(text: string): Span[] | null {
  const spans: { from: number; to: number }[] = [];
  for (const written of text.split(/[,;]/).map((one) => one.trim())) {
    if (written === '') continue;
    const [, fromHour, fromMinute = '0', toHour, toMinute = '0'] = SPAN.exec(written) ?? [];
    const from = Number(fromHour) * 60 + Number(fromMinute);
    const to = Number(toHour) * 60 + Number(toMinute);
    if (![from, to].every(isTime) || from >= to) return null;
    spans.push({ from, to });
  }
  spans.sort((one, other) => one.from - other.from);
  const overlaps = spans.some(({ from }, place) => from < (spans[place - 1]?.to ?? 0));
  return overlaps ? null : spans.map(({ from, to }) => ({ from: clockTime(from), to: clockTime(to) }));
}

export function writeSpans(spans: readonly Span[]): string {
  return spans.map(({ from, to }) => `${from}-${to}`).join(', ');
}

function isTime(minutes: number): boolean {
  return minutes >= 0 && minutes <= DAY_MINUTES && minutes % CELL_MINUTES === 0;
}

function clockTime(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** The week with other hours on some of its days. */
export function withWeekdays(
  weekly: WeekHours,
  weekdays: readonly number[],
  spans: readonly Span[],
): WeekHours {
  const others = weekly.filter(({ weekday }) => !weekdays.includes(weekday));
  const own = weekdays.flatMap((weekday) => spans.map((span) => ({ weekday, ...span })));
  return [...others, ...own].sort(
    (one, other) => one.weekday - other.weekday || (one.from < other.from ? -1 : 1),
  );
}

/** Days unlike the others, by date; null is a day like the others again. */
export function withException(
  exceptions: Advisor['exceptions'],
  date: string,
  hours: Span[] | null,
): Advisor['exceptions'] {
  const others = exceptions.filter((one) => one.date !== date);
  return [...others, ...(hours ? [{ date, hours }] : [])].sort((one, other) =>
    one.date < other.date ? -1 : 1,
  );
}

/** YYYY-MM-DD, if the calendar has it. */
export function readDay(text: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === text ? text : null;
}
