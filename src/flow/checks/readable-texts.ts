import { length } from '../../domain/presentation.ts';
import type { Checked, Fault, Rule } from './rule.ts';

/** On a small phone this is a screenful; more is scrolled past. */
export const LONGEST_COMFORTABLE = 500;

/** Nobody scrolls back to read what has gone by. */
export const shortTexts: Rule = (checked) =>
  spoken(checked).flatMap(({ locale, key, raw }) =>
    length(raw) <= LONGEST_COMFORTABLE
      ? []
      : [
          fault(
            locale,
            key,
            `${length(raw)} characters are much to read on a phone`,
            'Say it in fewer words, or in two steps.',
          ),
        ],
  );

/** Words a sentence may have, on average and at most, to be taken in at one reading. */
const AVERAGE_WORDS = 22;
const MOST_WORDS = 38;

/** A shopkeeper reads it between two customers: short sentences. */
export const plainTexts: Rule = (checked) =>
  spoken(checked).flatMap(({ locale, key, raw }) => {
    const counts = sentences(raw).map((sentence) => sentence.split(/\s+/).length);
    const most = Math.max(0, ...counts);
    const average = counts.reduce((sum, count) => sum + count, 0) / Math.max(1, counts.length);
    if (most <= MOST_WORDS && average <= AVERAGE_WORDS) return [];
    const message = `a sentence of ${most} words (${Math.round(average)} on average) is hard to read`;
    return [fault(locale, key, message, 'Make two sentences of it.')];
  });

/** The notice, the console and what stands on a certificate are read on paper or pages, and the words of commands are no sentences. */
const NOT_SPOKEN = /^(?:privacy|commands|certificate-page|console(?:-[a-z-]+)?):/;

function spoken({ texts, locales }: Checked) {
  return locales.flatMap((locale) =>
    texts
      .keys(locale)
      .filter((key) => !NOT_SPOKEN.test(key))
      .map((key) => ({ locale, key, raw: texts.raw(locale, key) })),
  );
}

/** A list of names is read one by one, not as a sentence. */
function sentences(raw: string): string[] {
  return raw
    .split(/[.!?\n;:]+(?:\s|$)/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence && (sentence.match(/,/g) ?? []).length < 6);
}

function fault(locale: string, key: string, message: string, advice: string): Fault {
  return { flow: key.split(':')[0] ?? key, step: null, text: { locale, key }, message, advice };
}
