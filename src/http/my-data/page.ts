import type { Texts } from '../../flow/world.ts';
import { escapeHtml } from '../escape-html.ts';

/** Rows under each heading. */
export type Kept = Record<string, Record<string, unknown>[]>;

export function myDataPage(show: { texts: Texts; locale: string; kept: Kept; token: string }): string {
  const { texts, locale, kept, token } = show;
  const text = (key: string) => escapeHtml(texts.get(locale, `privacy:export.${key}`));
  const sections = Object.entries(kept).map(
    ([name, rows]) =>
      `<h2>${text(`sections.${name}`)}</h2>\n${rows.map(rowOf).join('\n') || `<p>${text('none')}</p>`}`,
  );
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${text('title')}</title>
<link rel="stylesheet" href="privacy.css">
</head>
<body>
<main>
<h1>${text('title')}</h1>
<p>${text('lead')}</p>
<p><a href="my-data.json?t=${escapeHtml(encodeURIComponent(token))}">${text('download')}</a></p>
${sections.join('\n')}
</main>
</body>
</html>
`;
}

function rowOf(row: Record<string, unknown>): string {
  const fields = Object.entries(row).map(
    ([name, value]) => `${escapeHtml(name)}: ${escapeHtml(shown(value))}`,
  );
  return `<p>${fields.join('\n')}</p>`;
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return '–';
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
