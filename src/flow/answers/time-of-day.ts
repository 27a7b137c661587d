export type DayPart = 'morning' | 'afternoon';

export type TimeOfDay =
  | { kind: 'none' }
  | { kind: 'at'; minutes: number }
  | { kind: 'part'; part: DayPart }
  | { kind: 'unclear' };

/** The time that is said. Without "de la mañana" or "de la tarde", 7 to 11 are before noon and 12 to 6 after, as shops are open. */
export function timeIn(said: string): TimeOfDay {
  const part = partIn(said);
  const times = timesIn(said, part);
  if (times.length > 1) return rangeOf(times);
  const [time] = times;
  if (time !== undefined) return time < 0 ? { kind: 'unclear' } : { kind: 'at', minutes: time };
  if (part === 'night' || part === 'several') return { kind: 'unclear' };
  return part === null ? { kind: 'none' } : { kind: 'part', part };
}

type Part = DayPart | 'night' | 'several' | null;

function partIn(said: string): Part {
  const parts = new Set<DayPart | 'night'>();
  if (MORNING.test(said)) parts.add('morning');
  if (AFTERNOON.test(said)) parts.add('afternoon');
  if (/\b(?:noche|nochecita|anochecer)\b/.test(said)) parts.add('night');
  const [only] = parts;
  return parts.size > 1 ? 'several' : (only ?? null);
}

const MORNING =
  /\b(?:(?:en|por|a|de|durante|toda|esta) la (?:manana|mananita)|esta manana|(?:a\.?m\b)|tempran\w+|madrug\w+|a primera hora|primera hora|antes de(?:l)? (?:almuerzo|medio ?dia|abrir)|manana (?:manana|mananita)|(?:lunes|martes|miercoles|jueves|viernes|sabado|domingo) (?:manana|mananita))\b/;
const AFTERNOON =
  /\b(?:tarde|tardecita|tardesita|tardes|(?:p\.?m\b)|despues de(?:l)? (?:almuerzo|medio ?dia)|pasado el medio ?dia|al final de la tarde|finalizando la tarde)\b/;

function timesIn(said: string, part: Part): number[] {
  if (
    /\b(?:al |a )?(?:medio ?dia|las 12 del dia)\b/.test(said) &&
    !/\b(?:antes|despues|pasado) (?:de|del|el|de el) ?medio ?dia/.test(said)
  )
    return [12 * 60];
  const text = said
    .replace(/\ba la (?:una|1)\b/g, 'a las 1')
    .replace(/\b1 de la tarde\b/g, 'a las 1 de la tarde');
  const quarterTo = /\b(?:(?:un )?cuarto|15|20|10|5) ?(?:minutos )?para las? (\d{1,2})\b/.exec(text);
  if (quarterTo) {
    const before = /\b(15|20|10|5) ?(?:minutos )?para/.exec(text)?.[1] ?? '15';
    return [clock(Number(quarterTo[1]), 0, part, '') - Number(before)];
  }
  const times = new Map<number, number>();
  for (const pattern of TIMES) {
    for (const match of text.matchAll(pattern)) {
      const at = match.index + match[0].search(/\d/);
      if (times.has(at) || [...times.keys()].some((other) => at > other && at < other + 6)) continue;
      const around = text.slice(match.index, match.index + match[0].length + 20);
      times.set(at, clock(Number(match[1]), minutesOf(match[2]), part, around));
    }
  }
  return [...new Set(times.values())];
}

// The hour, then the minutes; an earlier pattern keeps what it found.
const TIMES: readonly RegExp[] = [
  /\b(\d{1,2})(?:[:.](\d\d))? ?(?:a\.? ?m\b\.?|p\.? ?m\b\.?)/g,
  /\blas (\d{1,2})(?:(?:[:.]| y )(media|cuarto|\d\d?)\b)?/g,
  /\b(\d{1,2}):(\d\d)\b/g,
  /\b(\d{1,2})(?: y (media|cuarto))? (?:de la (?:manana|tarde|noche)|en punto)\b/g,
  /\b(?:a|tipo) (\d{1,2})\b(?! (?:dias|semanas|de [b-kn-z]))(?: y (media|cuarto))?/g,
];

function minutesOf(said: string | undefined): number {
  return said === undefined ? 0 : said === 'media' ? 30 : said === 'cuarto' ? 15 : Number(said);
}

/** Minutes since midnight, or −1 when the hour is none that a session can have. */
function clock(hour: number, minutes: number, part: Part, around: string): number {
  if (hour > 23 || minutes > 59) return -1;
  const after =
    /p\.? ?m|de la (?:tarde|noche)/.test(around) ||
    (part !== 'morning' && (part === 'afternoon' || part === 'night'));
  const before = /a\.? ?m\b|de la manana/.test(around) || part === 'morning';
  let hours = hour;
  if (hour < 13) {
    if (after && !before) hours = hour === 12 ? 12 : hour + 12;
    else if (before && !after) hours = hour === 12 ? 0 : hour;
    else if (hour <= 6) hours = hour + 12;
  }
  return hours * 60 + minutes;
}

/** "de 2 a 4": only the part of the day is known. */
function rangeOf(times: number[]): TimeOfDay {
  if (times.some((time) => time < 0)) return { kind: 'unclear' };
  if (times.every((time) => time < 12 * 60)) return { kind: 'part', part: 'morning' };
  return times.every((time) => time >= 12 * 60 && time < 18 * 60)
    ? { kind: 'part', part: 'afternoon' }
    : { kind: 'unclear' };
}
