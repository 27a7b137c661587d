import { loadTexts } from '../adapters/i18next/texts.ts';
import { loadNoticeBook } from '../composition/notices.ts';
import { FOLDERS } from '../composition/paths.ts';
import { loadScript } from '../composition/script.ts';
import { readConfig } from '../config.ts';

/** Prints each proactive message as it is to be submitted for approval, and whether its Content SID is set. */
export async function templates(): Promise<void> {
  const { config } = readConfig({ LOG_LEVEL: 'warn', ...process.env });
  const texts = await loadTexts(FOLDERS.locales, config.timeZone);
  const book = loadNoticeBook(texts, loadScript(texts).house);
  for (const { name, category, variables, options, flow } of book.all) {
    for (const locale of texts.locales) {
      const places = Object.fromEntries(variables.map((variable, index) => [variable, `{{${index + 1}}}`]));
      const buttons = options.map((option) => ({
        title: texts.get(locale, `notices:${name}.options.${option}`),
        id: `n:${flow ?? name}:${option}`,
      }));
      const sid = config.templates.get(`${name}:${locale}`) ?? null;
      const body = texts.get(locale, `notices:${name}.text`, places);
      console.log(JSON.stringify({ name, language: locale, category, body, buttons, sid }));
    }
  }
}
