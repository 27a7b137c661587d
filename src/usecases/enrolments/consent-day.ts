import { fold } from '../../flow/fold.ts';

const MONTHS = [
  ['ene', 'enero', 'jan', 'january'],
  ['feb', 'febrero', 'february'],
  ['mar', 'marzo', 'march'],
  ['abr', 'abril', 'apr', 'april'],
  ['may', 'mayo'],
  ['jun', 'junio', 'june'],
  ['jul', 'julio', 'july'],
  ['ago', 'agosto', 'aug', 'august'],
  ['sep', 'sept', 'septiembre', 'setiembre', 'september'],
  ['oct', 'octubre', 'october'],
  ['nov', 'noviembre', 'november'],
  ['dic', 'diciembre', 'dec', 'december'],
];

const DAY_MS = 24 * 60 * 60 * 1000;
/** Noon in UTC is the same day in Bogota. */
const NOON_HOURS = 12;
/** Day 0 of Excel's 1900 system, its 29 February 1900 counted in. */
const EXCEL_EPOCH_MS = Date.UTC(1899, 11, 30);

/** The day a list says somebody consented: `2026-11-20`, `20/11/2026` (day first), `20 de noviembre de 2026`, or Excel's number. */
export function readConsentDay(written: string): Date | null {
  const text = written.trim();
  if (/^\d{5}$/.test(text)) return new Date(EXCEL_EPOCH_MS + Number(text) * DAY_MS + NOON_HOURS * 3_600_000);
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$/.exec(text);
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const local = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?: .*)?$/.exec(text);
  if (local) return dayOf(Number(local[3]), Number(local[2]), Number(local[1]));
  const words = /^(\d{1,2}) (?:de )?(\p{L}+) (?:del? )?(\d{4})$/u.exec(fold(text));
  const month = MONTHS.findIndex((names) => names.includes(words?.[2] ?? ''));
  return words && month >= 0 ? dayOf(Number(words[3]), month + 1, Number(words[1])) : null;
}

/** Null where the calendar has no such day. */
function dayOf(year: number, month: number, day: number): Date | null {
  const at = new Date(Date.UTC(year, month - 1, day, NOON_HOURS));
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day ? at : null;
}
