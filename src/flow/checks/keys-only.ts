import { LOCALES } from '../engine.ts';
import type { Texts } from '../world.ts';
import type { Checked } from './rule.ts';

/** Texts by their keys alone, which is all a search needs and far quicker; the words of commands as they are. */
export function keysOnly({ texts }: Pick<Checked, 'texts'>): Texts {
  const written = LOCALES.flatMap((locale) =>
    texts
      .keys(locale)
      .map((key): [string, string] => [
        `${locale} ${key}`,
        key.startsWith('commands:') ? texts.raw(locale, key) : key,
      ]),
  );
  const byKey = new Map(written);
  return {
    ...texts,
    get: (locale, key) => byKey.get(`${locale} ${key}`) ?? key,
    has: (locale, key) => byKey.has(`${locale} ${key}`),
  };
}
