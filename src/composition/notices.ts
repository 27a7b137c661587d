import { loadTemplates } from '../adapters/files/templates-file.ts';
import type { LoadedTexts } from '../adapters/i18next/texts.ts';
import { LIMITS, length } from '../domain/presentation.ts';
import { parametersOf } from '../flow/checks/parameters.ts';
import type { House } from '../flow/definition.ts';
import { createNoticeBook, type NoticeBook, type NoticeKind } from '../usecases/notice-book.ts';
import { FOLDERS } from './paths.ts';
import { ScriptFault } from './script.ts';

/** The notices as declared. Throws a ScriptFault that lists what does not fit the texts or the flows. */
export function loadNoticeBook(texts: LoadedTexts, house: House): NoticeBook {
  const kinds = loadTemplates(FOLDERS.data);
  const problems = kinds.flatMap((kind) => problemsOf(kind, texts, house));
  if (problems.length > 0)
    throw new ScriptFault(`data/templates.yaml does not fit the texts and flows:\n${problems.join('\n')}`);
  return createNoticeBook(kinds);
}

export function problemsOf(kind: NoticeKind, texts: LoadedTexts, house: House): string[] {
  const opened = kind.flow === null ? kind.options : (house.notices[kind.flow] ?? null);
  const unheard = kind.options.filter((option) => !opened?.includes(option));
  return [
    ...unheard.map(
      (option) => `${kind.name}: flows/house.yaml names no ${option} under notices.${kind.flow}`,
    ),
    ...texts.locales.flatMap((locale) => textProblems(kind, texts, locale)),
  ];
}

function textProblems(
  { name, variables, options }: NoticeKind,
  texts: LoadedTexts,
  locale: string,
): string[] {
  const at = (path: string) => `notices:${name}.${path}`;
  const where = `locales/${locale}/notices.json ${name}`;
  const missing = ['text', ...options.map((option) => `options.${option}`)].filter(
    (path) => !texts.has(locale, at(path)),
  );
  const undeclared = parametersOf(texts.raw(locale, at('text'))).filter((one) => !variables.includes(one));
  const long = options.filter(
    (option) => length(texts.raw(locale, at(`options.${option}`))) > LIMITS.buttonTitle,
  );
  return [
    ...missing.map((path) => `${where}: ${path} is missing`),
    ...undeclared.map((one) => `${where}: {{${one}}} is not among its variables`),
    ...long.map((option) => `${where}: options.${option} is longer than ${LIMITS.buttonTitle} characters`),
  ];
}
