import { type Html, html, render } from '../../adapters/html/html.ts';
import { NAV } from './nav.ts';
import type { Guest, Visit } from './route.ts';

/** A refused swap stays visible, nothing is compiled from text, no style is put in. */
const HTMX = JSON.stringify({ includeIndicatorCSS: false, history: false, defaultTimeout: 15_000 });

export function layout(page: {
  guest: Guest;
  visit: Visit | null;
  title: string;
  body: Html;
  live?: string | undefined;
}): string {
  const { guest, visit, title, body, live } = page;
  const { t, locale, query } = guest;
  const said = flash(guest, query.said);
  const document = html`
    <html lang=${locale}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="htmx-config" content=${HTMX} />
        <title>${title} · FortaleSER</title>
        <link rel="icon" href="/console/assets/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/console/assets/console.css" />
        <link rel="stylesheet" href="/console/assets/pages.css" />
        <link rel="stylesheet" href="/console/assets/route.css" />
        <script src="/console/assets/htmx.js" defer></script>
        <script src="/console/assets/console.js" type="module"></script>
      </head>
      <body data-live=${live}>
        <a class="skip" href="#main">${t('skip')}</a>
        ${visit ? header(visit) : null}
        <main id="main" tabindex="-1" class=${visit ? 'page' : 'page door'}>
          <h1>${title}</h1>
          ${said && html`<p class=${`flash ${said.tone}`} role="status">${said.text}</p>`}
          ${body}
        </main>
        <footer class="foot">${languages(guest)}</footer>
      </body>
    </html>
  `;
  return `<!doctype html>${render(document as Html)}`;
}

function header(visit: Visit) {
  const { t, account, request, csrf } = visit;
  const path = request.baseUrl + request.path;
  const shown = NAV.filter(({ may }) => may === 'coordinator' || account.role === 'admin');
  const isHere = (to: string) => (to === '/console' ? /^\/console\/?$/.test(path) : path.startsWith(to));
  return html`
    <header class="top">
      <a class="brand" href="/console">FortaleSER</a>
      <nav aria-label=${t('nav.label')}>
        <ul>
          ${shown.map(
            ({ to, key }) =>
              html`<li><a href=${to} aria-current=${isHere(to) ? 'page' : undefined}>${t(`nav.${key}`)}</a></li>`,
          )}
        </ul>
      </nav>
      <div class="who">
        <a href="/console/account">${account.name}</a>
        <form method="post" action="/console/sign-out">
          <input type="hidden" name="_csrf" value=${csrf} />
          <button class="quiet">${t('sign-out')}</button>
        </form>
      </div>
    </header>
  `;
}

/** Only texts of ours can be named: an address made up by somebody else says nothing new. */
function flash({ t, desk, locale }: Guest, key: string | undefined) {
  if (!key || !/^[a-z-]+$/.test(key)) return null;
  for (const tone of ['good', 'bad'] as const)
    if (desk.texts.has(locale, `console:said.${tone}.${key}`))
      return { tone, text: t(`said.${tone}.${key}`) };
  return null;
}

function languages({ t, locale, request }: Guest) {
  const other = locale === 'es' ? 'en' : 'es';
  const back = encodeURIComponent(request.baseUrl + request.path);
  return html`<a href=${`/console/language?to=${other}&back=${back}`} lang=${other} rel="nofollow">${t('other-language')}</a>`;
}
