import type { Texts } from '../../flow/world.ts';

const MINUTES = 60;

/** `41 horas y 30 minutos` */
export function hoursInWords(texts: Pick<Texts, 'get'>, locale: string, minutes: number): string {
  const word = (unit: 'hours' | 'minutes', count: number) =>
    texts.get(locale, `certificate-page:${unit}`, { count });
  const rest = minutes % MINUTES;
  const whole = (minutes - rest) / MINUTES;
  if (rest === 0) return word('hours', whole);
  if (whole === 0) return word('minutes', rest);
  return texts.get(locale, 'certificate-page:hours-and-minutes', {
    hours: word('hours', whole),
    minutes: word('minutes', rest),
  });
}
