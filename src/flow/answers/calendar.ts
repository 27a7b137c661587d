/** A day in Colombia; month 1–12. Colombia keeps UTC−5 all year. */
export type Day = { year: number; month: number; day: number };

const BOGOTA_OFFSET_MS = -5 * 3_600_000;
const DAY_MS = 86_400_000;

export function localDay(now: Date): Day {
  return dayFrom(now.getTime() + BOGOTA_OFFSET_MS);
}

/** Minutes since midnight in Colombia. */
export function localMinutes(now: Date): number {
  const local = new Date(now.getTime() + BOGOTA_OFFSET_MS);
  return local.getUTCHours() * 60 + local.getUTCMinutes();
}

export function addDays(day: Day, count: number): Day {
  return dayFrom(Date.UTC(day.year, day.month - 1, day.day) + count * DAY_MS);
}

/** 0 Sunday … 6 Saturday. */
export function weekdayOf(day: Day): number {
  return new Date(Date.UTC(day.year, day.month - 1, day.day)).getUTCDay();
}

export function isRealDay({ year, month, day }: Day): boolean {
  const back = dayFrom(Date.UTC(year, month - 1, day));
  return back.year === year && back.month === month && back.day === day;
}

/** Negative when the first is earlier. */
export function compareDays(one: Day, other: Day): number {
  return Date.UTC(one.year, one.month - 1, one.day) - Date.UTC(other.year, other.month - 1, other.day);
}

export function isoDay({ year, month, day }: Day): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function dayFrom(time: number): Day {
  const date = new Date(time);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

export const MONTHS: readonly string[] =
  'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'.split(' ');

/** 1–12 for a month's name, also shortened or misspelt as people do; null for any other word. */
export function monthOf(word: string): number | null {
  const known = MONTH_SPELLINGS[word] ?? MONTHS.indexOf(word) + 1;
  if (known > 0) return known;
  const short =
    word.length >= 3 && word.length <= 4 ? MONTHS.findIndex((month) => month.startsWith(word)) + 1 : 0;
  return short > 0 && !NOT_MONTHS.has(word) ? short : null;
}

// "abrí" is no April, "mar" and "ago" no March and August.
const NOT_MONTHS = new Set(['abri', 'mar', 'ago', 'may']);

const MONTH_SPELLINGS: Readonly<Record<string, number>> = {
  henero: 1,
  febrer: 2,
  feb: 2,
  marso: 3,
  avril: 4,
  mallo: 5,
  agost: 8,
  setiembre: 9,
  septiem: 9,
  sept: 9,
  septienbre: 9,
  octuvre: 10,
  obtubre: 10,
  nobiembre: 11,
  novienbre: 11,
  disiembre: 12,
  dicienbre: 12,
  diciembr: 12,
};
