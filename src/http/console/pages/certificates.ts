import { type Html, html } from '../../../adapters/html/html.ts';
import type { Certificate } from '../../../domain/certificate.ts';
import { shownCode } from '../../../domain/certificate-code.ts';
import { hoursInWords } from '../../../usecases/certificates/hours-in-words.ts';
import { chosenChamber } from '../certificate-desk.ts';
import { instant, PAGE_ROWS, pager, select, table, tabs } from '../parts.ts';
import type { Answer, Route, Visit } from '../route.ts';

export const certificatesRoutes: Route[] = [
  { method: 'get', path: '/certificates', may: 'coordinator', handle: list },
];

const STATES = ['valid', 'replaced', 'revoked'] as const;

async function list(visit: Visit): Promise<Answer> {
  const { t, desk, query } = visit;
  const status = STATES.find((one) => one === query.status);
  const untold = query.untold === '1';
  const { certificates, next } = await desk.certificates.certificates.list(
    { chamber: chosenChamber(visit), status: untold ? 'valid' : status, ...(untold && { told: false }) },
    { limit: PAGE_ROWS, after: query.after },
  );
  const chamber = query.chamber ? `chamber=${encodeURIComponent(query.chamber)}&` : '';
  const links = [
    { href: `?${chamber}`, text: t('console-certificates:all'), here: !status && !untold },
    ...STATES.map((one) => ({
      href: `?${chamber}status=${one}`,
      text: t(`console-certificates:tabs.${one}`),
      here: one === status && !untold,
    })),
    { href: `?${chamber}untold=1`, text: t('console-certificates:untold'), here: untold },
  ];
  const words = { caption: t('console-certificates:title'), empty: t('console-certificates:empty') };
  const body = html`
    ${tabs(
      t('console-certificates:filters'),
      links.map((link) => ({ ...link, href: `/console/certificates${link.href}` })),
    )}
    ${await chamberFilter(visit)}
    ${table(certificates, columnsOf(visit), words)}
    ${pager(visit, next)}
    <p class="buttons"><a class="button" href="/console/certificates/batches">${t('console-certificates:batches.title')}</a></p>
  `;
  return { kind: 'page', title: t('console-certificates:title'), body };
}

async function chamberFilter(visit: Visit): Promise<Html> {
  const { t, account, query } = visit;
  if (account.role !== 'admin') return null;
  return html`
    <form method="get" action="/console/certificates" class="filters">
      ${query.status && html`<input type="hidden" name="status" value=${query.status} />`}
      ${await chamberSelect(visit, query.chamber ?? '')}
      <button class="quiet">${t('show')}</button>
    </form>
  `;
}

export async function chamberSelect({ t, desk }: Visit, value: string): Promise<Html> {
  const chambers = (await desk.chambers()).map(({ id, name }) => ({ value: id, text: name }));
  const options = [{ value: '', text: t('home.all-chambers') }, ...chambers];
  return select({ name: 'chamber', label: t('home.chamber'), value, options });
}

function columnsOf(visit: Visit) {
  const { t, desk, locale } = visit;
  return [
    {
      title: t('console-certificates:name'),
      cell: ({ enrolmentId, signed }: Certificate): Html =>
        html`<a href=${`/console/certificates/enrolments/${enrolmentId}`}>${signed?.statement.name ?? t('console-certificates:deleted')}</a>`,
    },
    {
      title: t('console-certificates:business'),
      cell: ({ signed }: Certificate): Html => signed?.details.business ?? '—',
    },
    {
      title: t('console-certificates:hours'),
      cell: ({ minutes }: Certificate): Html => hoursInWords(desk.texts, locale, minutes),
    },
    {
      title: t('console-certificates:code'),
      cell: ({ code }: Certificate): Html => html`<code>${shownCode(code)}</code>`,
    },
    {
      title: t('console-certificates:issued'),
      cell: ({ issuedAt }: Certificate): Html => instant(visit, issuedAt),
    },
    {
      title: t('console-certificates:state'),
      cell: (one: Certificate): Html => stateMark(visit, one),
    },
    {
      title: t('console-certificates:told'),
      cell: ({ told }: Certificate): Html => (told ? instant(visit, told.at) : '—'),
    },
  ];
}

const LOOKS = { valid: 'eligible', replaced: 'review', revoked: 'ineligible' } as const;

export function stateMark({ t }: Visit, { status }: Certificate): Html {
  return html`<span class=${`mark ${LOOKS[status]}`}>${t(`console-certificates:states.${status}`)}</span>`;
}
