import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createInstance } from 'i18next';
import type { WrittenTexts } from '../../flow/checks/rule.ts';

export class LocaleFault extends Error {
  override name = 'LocaleFault' as const;
}

/** The texts, their languages, and room for those that only an earlier version of a flow still says. */
export type LoadedTexts = WrittenTexts & {
  locales: string[];
  /** What a flow's texts are, to be kept with its version. */
  written(locale: string, flow: string): object;
  /** Adds texts of an earlier version; none that is there now changes. */
  keep(locale: string, flow: string, texts: object): void;
};

/** Texts of `locales/<lang>/<flow>.json`: keys are `flow:path`. A missing key throws: it is found at start. */
export async function loadTexts(folder: string, timeZone: string): Promise<LoadedTexts> {
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
  const time = (locale: string, at: Date) =>
    new Intl.DateTimeFormat(spoken(locale), { ...TIME, timeZone }).format(at).replace(/\s/g, ' ');
  const shortDay = (locale: string, at: Date) =>
    new Intl.DateTimeFormat(spoken(locale), { ...DAY, timeZone }).format(at).replace(/,| de\b/g, '');
  const keys = new Map(locales.map((locale) => [locale, keysOf(resources[locale] ?? {})]));
  return {
    locales,
    has,
    raw,
    keys: (locale) => keys.get(locale) ?? [],
    written: (locale, flow) => i18n.getResourceBundle(locale, flow) ?? {},
    keep: (locale, flow, texts) => i18n.addResourceBundle(locale, flow, texts, true, false),
    get(locale, key, params) {
      const t = fixed.get(locale) ?? fixed.get('es');
      if (!t || !has(locale, key)) throw new LocaleFault(`no text ${key} in ${locale}`);
      return t(key, { ...params });
    },
    version: (locale, key) => createHash('sha256').update(raw(locale, key)).digest('hex').slice(0, 12),
    date: (locale, at) => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone }).format(at),
    time,
    moment: (locale, at) => `${shortDay(locale, at)}, ${time(locale, at)}`,
  };
}

const TIME = { hour: 'numeric', minute: '2-digit', hour12: true } as const;
const DAY = { weekday: 'short', day: 'numeric', month: 'short' } as const;

/** Hours as they are said in Colombia. */
function spoken(locale: string): string {
  return locale === 'es' ? 'es-CO' : locale;
}

function keysOf(files: Record<string, object>): string[] {
  return Object.entries(files).flatMap(([file, texts]) => paths(texts).map((path) => `${file}:${path}`));
}

/** Every path to a text, `choose.options.menu`. */
function paths(texts: object, prefix = ''): string[] {
  return Object.entries(texts).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null ? paths(value, `${prefix}${name}.`) : [`${prefix}${name}`],
  );
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
