import { addDays, compareDays, type Day, isRealDay, monthOf, weekdayOf } from './calendar.ts';

/** The one day that is named, or null when none or several are. */
export function dayIn(said: string, today: Day): Day | null {
  const days = [...relative(said, today), ...dated(said, today)];
  const weekdays = weekdaysIn(said);
  if (weekdays.length > 1 || days.length > 1) return null;
  const [weekday] = weekdays;
  const [day] = days;
  if (day !== undefined) return weekday === undefined || weekdayOf(day) === weekday ? day : null;
  return weekday === undefined ? null : nextWeekday(weekday, said, today);
}

function relative(said: string, today: Day): Day[] {
  const rest = said.replace(MORNING, ' ');
  if (/\b(?:de )?hoy en 8\b/.test(said)) return [addDays(today, 7)];
  if (/\bpasado manana\b|\bdespues de manana\b/.test(rest)) return [addDays(today, 2)];
  const found: Day[] = [];
  if (/\b(?:hoy|ahorita|ahora mismo|esta (?:tarde|manana|tardecita))\b/.test(said)) found.push(today);
  if (/\b(?:manana|mananita|mañana|mnn|mna)\b/.test(rest)) found.push(addDays(today, 1));
  const weekAfter = /\ben 8(?: dias)?\b/.test(said) && weekdaysIn(said).length > 0;
  const days = weekAfter
    ? undefined
    : /\b(?:en|dentro de|de hoy en|de aqui a) (\d{1,2}) dias?\b/.exec(said)?.[1];
  if (days !== undefined) found.push(addDays(today, inDays(Number(days))));
  const weeks = /\b(?:en|dentro de) (\d|una|un par de) semanas?\b/.exec(said)?.[1];
  if (weeks !== undefined)
    found.push(addDays(today, 7 * (weeks === 'una' ? 1 : weeks === 'un par de' ? 2 : Number(weeks))));
  return found;
}

// "en la mañana" and "3 de la mañana" are parts of a day, not tomorrow.
const MORNING =
  /\b(?:(?:en|por|a|de|durante|toda|esta|las de) (?:la|las) (?:manana|mananita|mananas)|esta manana|\d ?(?:am|a\.m\.) de la manana|(?:tempran\w+|media) (?:en|de) la manana)\b/g;

/** In Colombia "en ocho días" is a week from today and "en quince" two. */
function inDays(count: number): number {
  return count === 8 ? 7 : count === 15 ? 14 : count;
}

function dated(said: string, today: Day): Day[] {
  const iso = /\b(20\d\d)-(\d{1,2})-(\d{1,2})\b/.exec(said);
  if (iso) return real({ year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]) });
  const slash = /\b(\d{1,2})[/-](\d{1,2})(?:[/-](20\d\d|\d\d))?\b/.exec(said);
  if (slash) return upcoming(Number(slash[1]), Number(slash[2]), yearOf(slash[3]), today);
  const named =
    /\b(\d{1,2}|primero|1 ro) (?:de |del |d )?(?:mes de )?([a-z]{3,10})(?: (?:de |del )?(20\d\d))?\b/g;
  for (const match of said.matchAll(named)) {
    const month = monthOf(match[2] ?? '');
    if (month !== null) return upcoming(Number(match[1]) || 1, month, yearOf(match[3]), today);
  }
  for (const match of said.matchAll(/\b([a-z]{3,10}) (\d{1,2})\b/g)) {
    const month = monthOf(match[1] ?? '');
    if (month !== null) return upcoming(Number(match[2]), month, null, today);
  }
  const alone =
    /\b(?:el|para el|dia|lunes|martes|miercoles|jueves|viernes|sabado|domingo) (?:dia )?(\d{1,2})\b(?! ?(?::|am|pm|a\.m|p\.m|de la|dias|y media|horas|\/))(?: de este mes| del presente| de este)?/.exec(
      said,
    );
  const day = Number(alone?.[1]);
  if (!alone || day < 1 || day > 31) return [];
  const thisMonth = { ...today, day };
  if (isRealDay(thisMonth) && compareDays(thisMonth, today) >= 0) return [thisMonth];
  const next =
    today.month === 12
      ? { year: today.year + 1, month: 1, day }
      : { year: today.year, month: today.month + 1, day };
  return real(next);
}

function yearOf(digits: string | undefined): number | null {
  if (digits === undefined) return null;
  return Number(digits) < 100 ? 2000 + Number(digits) : Number(digits);
}

function upcoming(day: number, month: number, year: number | null, today: Day): Day[] {
  if (year !== null) return real({ year, month, day });
  const thisYear = { year: today.year, month, day };
  return compareDays(thisYear, today) >= 0 ? real(thisYear) : real({ ...thisYear, year: today.year + 1 });
}

function real(day: Day): Day[] {
  return isRealDay(day) ? [day] : [];
}

const WEEKDAYS: readonly RegExp[] = [
  /\b(?:domingo|dominguito|domngo|dom)\b/,
  /\b(?:lunes|lune|luns|lunesito)\b/,
  /\b(?:martes|marte|marts|martez)\b/,
  /\b(?:miercoles|miercole|mierc|miercolez|miercols)\b/,
  /\b(?:jueves|jueve|juevez|juebes|juevs)\b/,
  /\b(?:viernes|vierne|biernes|viernez|viern|vierns)\b/,
  /\b(?:sabado|sabadito|savado|sabdo|sab)\b/,
];

function weekdaysIn(said: string): number[] {
  return WEEKDAYS.flatMap((pattern, weekday) => (pattern.test(said) ? [weekday] : []));
}

function nextWeekday(weekday: number, said: string, today: Day): Day | null {
  if (/\bpasado\b/.test(said) && !/\bpasado manana\b/.test(said)) return null;
  const ahead = (weekday - weekdayOf(today) + 7) % 7 || 7;
  if (/\b(?:otra semana|proxima semana|semana (?:que viene|entrante|proxima|que entra))\b/.test(said)) {
    const toMonday = (8 - weekdayOf(today)) % 7 || 7;
    return addDays(today, toMonday + ((weekday + 6) % 7));
  }
  if (/\b(?:de (?:este|el) )?en (?:8|ocho)(?: dias)?\b/.test(said)) return addDays(today, ahead + 7);
  return addDays(today, ahead);
}
