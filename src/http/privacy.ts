import express, { type Router } from 'express';
import type { Values } from '../flow/conversation.ts';
import type { Texts } from '../flow/world.ts';
import { escapeHtml } from './escape-html.ts';

const SECTIONS = ['who', 'what', 'why', 'how-long', 'with-whom', 'rights', 'how', 'automatic'] as const;
const LOCALES = ['es', 'en'];

/** The data notice (Ley 1581 of 2012, art. 12; Decreto 1377 of 2013, art. 15), in the reader's language. */
export function createPrivacyRouter({ texts, facts }: { texts: Texts; facts: Values }): Router {
  const router = express.Router();
  router.get('/privacy', (request, response) => {
    const wanted =
      typeof request.query.lang === 'string' ? request.query.lang : request.acceptsLanguages(LOCALES);
    const locale = LOCALES.find((one) => one === wanted) ?? 'es';
    response
      .set('Vary', 'Accept-Language')
      .type('html')
      .send(page(texts, facts, locale));
  });
  router.get('/privacy.css', (_request, response) => {
    response.type('css').send(STYLE);
  });
  return router;
}

function page(texts: Texts, facts: Values, locale: string): string {
  const text = (key: string) => escapeHtml(texts.get(locale, `privacy:${key}`, facts));
  const sections = SECTIONS.map(
    (name) => `<h2>${text(`${name}.title`)}</h2>\n<p>${text(`${name}.text`)}</p>`,
  );
  const other = locale === 'es' ? 'en' : 'es';
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text('title')}</title>
<link rel="stylesheet" href="privacy.css">
</head>
<body>
<main>
<h1>${text('title')}</h1>
<p>${text('lead')}</p>
${sections.join('\n')}
<p><a href="?lang=${other}" lang="${other}">${text('other-language')}</a></p>
</main>
</body>
</html>
`;
}

const STYLE = `body{margin:0;font:1.05rem/1.6 system-ui,sans-serif;color:#1c2b26;background:#f4f1ea}
main{max-width:42rem;margin:0 auto;padding:2rem 1.25rem 4rem;background:#fff;min-height:100vh;box-sizing:border-box}
h1{font-size:1.6rem;line-height:1.25;color:#0b5c4a}h2{font-size:1.1rem;margin:1.8rem 0 .3rem;color:#0b5c4a}
p{margin:.3rem 0;white-space:pre-line}a{color:#0b5c4a}
@media(prefers-color-scheme:dark){body{background:#10201b;color:#e6efe9}main{background:#16291f}h1,h2,a{color:#7fd6b8}}
`;
