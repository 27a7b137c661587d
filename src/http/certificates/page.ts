import type { Verified } from '../../domain/certificate.ts';
import { shownCode } from '../../domain/certificate-code.ts';
import type { Values } from '../../flow/conversation.ts';
import type { Texts } from '../../flow/world.ts';
import { hoursInWords } from '../../usecases/certificates/hours-in-words.ts';
import { escapeHtml } from '../escape-html.ts';

/** What the link in the address is good for. */
export type Access = 'open' | 'expired' | 'wrong' | 'none';

type Show = { texts: Texts; locale: string; demo: boolean };

type Shown = Show & { verified: Verified; access: Access; token: string; until: Date | null };

/** What a code comes to; for whoever holds its owner's link, the certificate itself. */
export function certificatePage(show: Shown): string {
  const { verified } = show;
  const text = textsOf(show);
  const facts = factsOf(show).map(
    ([name, value]) => `<div><dt>${text(name)}</dt><dd>${escapeHtml(value)}</dd></div>`,
  );
  return page(
    show,
    text(`${verified.kind}.title`),
    `<section class="state ${verified.kind}">
<p class="mark" aria-hidden="true">${MARKS[verified.kind]}</p>
<h1>${text(`${verified.kind}.title`)}</h1>
<p>${text(`${verified.kind}.text`)}</p>
${facts.length > 0 ? `<dl>${facts.join('\n')}</dl>` : ''}
</section>
${ownPart(show)}
${verified.kind === 'unknown' || verified.kind === 'slip' ? askForm(show) : `<p class="quiet"><a href="/certificates">${text('other')}</a></p>`}`,
  );
}

/** Where somebody types a code. */
export function askPage(show: Show): string {
  const text = textsOf(show);
  return page(show, text('title'), `<h1>${text('title')}</h1>\n${askForm(show)}`);
}

const MARKS: Record<Verified['kind'], string> = {
  valid: '✓',
  replaced: '↻',
  revoked: '✕',
  anonymised: '–',
  unknown: '?',
  slip: '?',
};

function textsOf({ texts, locale }: Show) {
  return (key: string, params?: Values) =>
    escapeHtml(texts.get(locale, `certificate-page:page.${key}`, params));
}

function factsOf({ texts, locale, verified }: Shown): [string, string][] {
  if (verified.kind === 'unknown' || verified.kind === 'slip') return [];
  const hours = (minutes: number) => hoursInWords(texts, locale, minutes);
  const code: [string, string] = ['code', shownCode(verified.code)];
  if (verified.kind === 'valid') return [['name', verified.name], ['hours', hours(verified.minutes)], code];
  return verified.kind === 'anonymised' ? [['hours', hours(verified.minutes)], code] : [code];
}

function ownPart(show: Shown): string {
  const { verified, access, token, until, texts, locale } = show;
  const text = textsOf(show);
  if (verified.kind !== 'valid' || access === 'none') return '';
  if (access !== 'open')
    return `<p class="note">${text(access === 'expired' ? 'expired' : 'wrong-link')}</p>`;
  const at = (what: string) =>
    `/certificates/${shownCode(verified.code)}/${what}?t=${escapeHtml(encodeURIComponent(token))}`;
  return `<section class="own">
<h2>${text('yours')}</h2>
<img src="${at('picture')}" width="1400" height="990" alt="${text('picture', { name: verified.name })}">
<p class="buttons">
<a class="button" href="${at('pdf')}" download>${text('download')}</a>
<a class="button plain" href="${at('picture')}" download="certificado-fortaleser.png">${text('save')}</a>
</p>
${until ? `<p class="quiet">${text('until', { date: texts.date(locale, until) })}</p>` : ''}
</section>`;
}

function askForm(show: Show): string {
  const text = textsOf(show);
  return `<form method="get" action="/certificates">
<label for="code">${text('ask')}</label>
<input id="code" name="code" required maxlength="40" autocomplete="off" autocapitalize="characters" spellcheck="false" placeholder="XXXXX-XXXXX-XXXX">
<button>${text('check')}</button>
</form>`;
}

function page(show: Show, title: string, body: string): string {
  const { locale, demo } = show;
  const text = textsOf(show);
  const other = locale === 'es' ? 'en' : 'es';
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title} · FortaleSER</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/certificates/style.css">
</head>
<body>
<header><p>${text('programme')}</p></header>
<main>
${body}
${demo ? `<p class="demo">${text('demo')}</p>` : ''}
</main>
<footer><a href="?lang=${other}${'token' in show && show.token ? `&amp;t=${escapeHtml(encodeURIComponent(String(show.token)))}` : ''}" lang="${other}">${text('other-language')}</a></footer>
</body>
</html>
`;
}
