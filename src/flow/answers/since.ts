import type { Amount } from './answer-result.ts';
import { type Day, monthOf } from './calendar.ts';

/** Months since the start that is named ("desde marzo del 2024", "en el 2019", "el año pasado"); null when none is. */
export function sinceDate(said: string, today: Day): Amount | null {
  const named = monthAndYear(said, today) ?? slashDate(said);
  if (named !== null) return nonNegative(monthsBetween(named, today));
  const year = yearIn(said, today);
  if (year === null) return null;
  const most = monthsBetween({ year, month: 1 }, today);
  const least = year === today.year ? 0 : monthsBetween({ year, month: 12 }, today);
  if (most < 0) return null;
  return least === most ? most : { min: Math.max(0, least), max: most };
}

type YearMonth = { year: number; month: number };

function monthAndYear(said: string, today: Day): YearMonth | null {
  for (const match of said.matchAll(
    /\b([a-z]{3,10})\b(?: (?:del|de|d))?(?: (?:el |este )?(ano (?:pasado|antepasado)|este ano|presente ano|ano|\d{2,4}))?/g,
  )) {
    const month = monthOf(match[1] ?? '');
    if (month === null) continue;
    const year =
      yearFrom(match[2], today) ?? (/\b(?:del |el )ano pasado\b/.test(said) ? today.year - 1 : null);
    if (year !== null) return { year, month };
    if (!/\b(?:desde|en|abri|abrimos|empece|empezamos|arranque|arrancamos|inicie|iniciamos)\b/.test(said))
      return null;
    return { year: month <= today.month ? today.year : today.year - 1, month };
  }
  return null;
}

function yearFrom(word: string | undefined, today: Day): number | null {
  if (word === undefined) return null;
  if (word === 'ano pasado') return today.year - 1;
  if (word === 'ano antepasado') return today.year - 2;
  if (word === 'este ano' || word === 'presente ano') return today.year;
  const year = Number(word);
  if (year >= 1930 && year <= today.year) return year;
  return word.length === 2 && year <= today.year % 100 && year >= 5 ? 2000 + year : null;
}

function slashDate(said: string): YearMonth | null {
  const match = /\b(?:\d{1,2}[/-])?(\d{1,2})[/-]((?:19|20)\d\d)\b/.exec(said);
  const month = Number(match?.[1]);
  return match && month >= 1 && month <= 12 ? { year: Number(match[2]), month } : null;
}

function yearIn(said: string, today: Day): number | null {
  const digits = /\b((?:19[3-9]|20[0-4])\d)\b/.exec(said)?.[1] ?? two(said);
  if (digits !== undefined && Number(digits) <= today.year) return Number(digits);
  if (/\bano antepasado\b/.test(said)) return today.year - 2;
  if (/\b(?:el|del|desde el) ano pasado\b/.test(said)) return today.year - 1;
  return /\b(?:este ano|en el presente ano)\b/.test(said) ? today.year : null;
}

/** "dos mil veinte" has become "2 mil 20"; "desde el 19" is 2019. */
function two(said: string): string | undefined {
  const thousand = /\b2 mil (\d{1,2})\b/.exec(said)?.[1];
  if (thousand !== undefined) return String(2000 + Number(thousand));
  const short = /\b(?:desde|en) el (\d\d)\b(?! (?:ano|mes|de))/.exec(said)?.[1];
  return short === undefined || Number(short) > 40 ? undefined : String(2000 + Number(short));
}

function monthsBetween(start: YearMonth, today: YearMonth): number {
  return (today.year - start.year) * 12 + today.month - start.month;
}

function nonNegative(months: number): number | null {
  return months < 0 ? null : months;
}
