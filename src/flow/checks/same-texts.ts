import { parametersOf } from './parameters.ts';
import type { Fault, Rule, WrittenTexts } from './rule.ts';

/** Every text is there in every language, and shows the same things. */
export const sameTexts: Rule = ({ texts, locales }) => {
  const written = locales.map((locale) => ({ locale, forms: formsIn(texts, locale) }));
  const keys = new Set(written.flatMap(({ forms }) => [...forms.keys()]));
  return [...keys].flatMap((key) => {
    const missing = written.filter(({ forms }) => !forms.has(key));
    if (missing.length > 0) return missing.map(({ locale }) => missingIn(locale, key));
    const [first, ...others] = written.map(({ locale, forms }) => ({
      locale,
      shows: showsOf(forms.get(key)),
    }));
    return others
      .filter(({ shows }) => shows !== first?.shows)
      .map(({ locale, shows }) =>
        differing(locale, key, { shows, wanted: first?.shows ?? '', of: first?.locale ?? '' }),
      );
  });
};

/** i18next's endings: a language has as many forms of a count as it needs. */
const PLURAL = /_(?:zero|one|two|few|many|other)$/;

function formsIn(texts: WrittenTexts, locale: string): Map<string, string[]> {
  const forms = new Map<string, string[]>();
  for (const key of texts.keys(locale)) {
    const name = key.replace(PLURAL, '');
    forms.set(name, [...(forms.get(name) ?? []), texts.raw(locale, key)]);
  }
  return forms;
}

function showsOf(forms: string[] = []): string {
  return [...new Set(forms.flatMap(parametersOf))].sort().join(', ');
}

function missingIn(locale: string, key: string): Fault {
  return {
    flow: fileOf(key),
    step: null,
    text: { locale, key },
    message: `the text ${pathOf(key)} is missing in "${locale}"`,
    advice: 'Translate it there, or delete it in the other languages.',
  };
}

function differing(
  locale: string,
  key: string,
  { shows, wanted, of }: Record<'shows' | 'wanted' | 'of', string>,
): Fault {
  return {
    flow: fileOf(key),
    step: null,
    text: { locale, key },
    message: `it shows {${shows}}, but in "${of}" it shows {${wanted}}`,
    advice: 'Write the same names between {{ and }} in every language.',
  };
}

function fileOf(key: string): string {
  return key.split(':')[0] ?? key;
}

function pathOf(key: string): string {
  return key.slice(key.indexOf(':') + 1);
}
