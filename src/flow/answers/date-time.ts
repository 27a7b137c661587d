import { type AnswerResult, UNCLEAR, understood } from './answer-result.ts';
import { compareDays, isoDay, localDay, localMinutes, MONTHS } from './calendar.ts';
import { dayIn } from './day.ts';
import { lastWord } from './last-word.ts';
import { isUnknown, plain } from './plain.ts';
import { type DayPart, timeIn } from './time-of-day.ts';

/** A day in Colombia (YYYY-MM-DD), with a time (HH:MM) or a part of the day when one was said. */
export type DateTime = { date: string; time?: string; part?: DayPart };

/** When a session should be: "mañana a las 3", "el martes en la mañanita". */
export function parseDateTime(text: string, now: Date): AnswerResult<DateTime> {
  const said = lastWord(
    withoutRefused(plain(text)),
    /\b(?:lunes|martes|miercoles|jueves|viernes|sabado|domingo|manana|hoy|las \d)/,
  );
  if (
    isUnknown(said) ||
    ASKS.test(said) ||
    /\b(?:cualquier|el que (?:sea|quiera)|cuando (?:pueda|quiera|sea)|me da igual)\b/.test(said)
  )
    return UNCLEAR;
  const today = localDay(now);
  const day = dayIn(said, today);
  if (day === null || compareDays(day, today) < 0) return UNCLEAR;
  const time = timeIn(said);
  if (time.kind === 'unclear') return UNCLEAR;
  const date = isoDay(day);
  if (time.kind === 'none') return understood({ date });
  if (time.kind === 'part') return understood({ date, part: time.part });
  if (compareDays(day, today) === 0 && time.minutes <= localMinutes(now)) return UNCLEAR;
  return understood({ date, time: `${two(Math.floor(time.minutes / 60))}:${two(time.minutes % 60)}` });
}

const ASKS =
  /^(?:que dias|que dia|cuando|a que hora|que horas|cuales|hay |tiene |tienen )|\b(?:que horarios|que disponibilidad)\b/;

/** "el martes no puedo, el miércoles sí": the refused day does not count. */
function withoutRefused(said: string): string {
  const day = String.raw`(?:(?:hoy|manana|pasado manana|lunes|martes|miercoles|jueves|viernes|sabado|domingo|el \d{1,2})(?: en la (?:manana|tarde))?)`;
  return said
    .replace(
      new RegExp(
        String.raw`\b(?:el |este )?${day},? (?:(?:yo )?no|imposible|nada|ocupad[oa])(?: (?:puedo|me sirve|me queda(?: bien)?|se puede|es posible|alcanzo))?\b`,
        'g',
      ),
      ' ',
    )
    .replace(
      new RegExp(
        String.raw`\b(?:no puedo|no me sirve|no|ni|menos|excepto|salvo) (?:para )?(?:el |este )?${day}\b`,
        'g',
      ),
      ' ',
    )
    .replace(/\b(?:sino|mejor)\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** Whether a day is named that nothing can be on: it has gone by, or is in no calendar ("31 de febrero"). */
export function namesNoDay(text: string, now: Date): boolean {
  return NAMED.test(plain(text)) && parseDateTime(text, now).kind === 'unclear';
}

const NAMED = new RegExp(
  String.raw`\b(?:ayer|anteayer|antier|antenoche|hoy|20\d\d-\d{1,2}-\d{1,2}|\d{1,2}[/-]\d{1,2})\b|\b\d{1,2} (?:de )?(?:${MONTHS.join('|')})\b|\b(?:${MONTHS.join('|')}) \d{1,2}\b|\b(?:lunes|martes|miercoles|jueves|viernes|sabado|domingo) pasado\b`,
);
