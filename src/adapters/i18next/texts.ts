import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createInstance } from 'i18next';
import type { Texts } from '../../flow/world.ts';

export class LocaleFault extends Error {
  override name = 'LocaleFault' as const;
}

/** Texts of `locales/<lang>/<flow>.json`: keys are `flow:path`. A missing key throws: it is found at start. */
export async function loadTexts(folder: string, timeZone: string): Promise<Texts & { locales: string[] }> {
  const locales = readdirSync(folder).sort();
  const resources = Object.fromEntries(locales.map((locale) => [locale, readLocale(join(folder, locale))]));
  const i18n = createInstance();
  await i18n.init({
    resources,
    lng: locales[0] ?? 'es',
    fallbackLng: false,
    ns: Object.keys(resources.es ?? {}),
    // WhatsApp shows plain text; what a person wrote is a value and is never read as a template.
    interpolation: { escapeValue: false, skipOnVariables: true },
    returnNull: false,
  });
  const fixed = new Map(locales.map((locale) => [locale, i18n.getFixedT(locale)]));
  const has = (locale: string, key: string) => i18n.exists(key, { lng: locale, count: 1 });
  const raw = (locale: string, key: string) => String(i18n.getResource(locale, ...split(key)) ?? '');
  return {
    locales,
    has,
    get(locale, key, params) {
      const t = fixed.get(locale) ?? fixed.get('es');
      if (!t || !has(locale, key)) throw new LocaleFault(`no text ${key} in ${locale}`);
      return t(key, { ...params });
    },
    version: (locale, key) => createHash('sha256').update(raw(locale, key)).digest('hex').slice(0, 12),
    date: (locale, at) => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone }).format(at),
  };
}

function split(key: string): [string, string] {
  const [namespace = '', path = ''] = key.split(/:(.*)/s);
  return [namespace, path];
}

function readLocale(folder: string): Record<string, object> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return Object.fromEntries(files.map((file) => [basename(file, '.json'), readJson(join(folder, file))]));
}

function readJson(file: string): object {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as object;
  } catch (error) {
    throw new LocaleFault(`${file} is not valid JSON: ${error instanceof Error ? error.message : ''}`, {
      cause: error,
    });
  }
}
