import { type Html, html } from '../../../adapters/html/html.ts';
import { type FunnelWeek, STAGES } from '../../../usecases/console/funnel.ts';
import { scopeOf } from '../../../usecases/console/scope.ts';
import { ownChamber } from '../accompaniment.ts';
import { funnelChart } from '../funnel-chart.ts';
import { instant, select, table } from '../parts.ts';
import type { Answer, Route, Visit } from '../route.ts';
import { openRequests } from './data-requests.ts';

const WEEKS = 8;
const FAILED = 10;

export const homeRoutes: Route[] = [
  { method: 'get', path: '/', may: 'coordinator', handle: home },
  {
    method: 'get',
    path: '/now',
    may: 'coordinator',
    passive: true,
    handle: async (visit) => ({ kind: 'fragment', body: await now(visit) }),
  },
];

async function home(visit: Visit): Promise<Answer> {
  const { t, desk, account, query, scope } = visit;
  const chambers = account.role === 'admin' ? await desk.chambers() : [];
  const chamber = chambers.find(({ id }) => id === query.chamber);
  const looked = chamber ? scopeOf({ role: 'coordinator', chamberId: chamber.id }, chambers) : scope;
  const weeks = await desk.funnel(WEEKS, { scope: looked, chamber: chamber?.id ?? ownChamber(visit) });
  const options = [
    { value: '', text: t('home.all-chambers') },
    ...chambers.map(({ id, name }) => ({ value: id, text: name })),
  ];
  const body = html`
    <section aria-labelledby="now-title">
      <h2 id="now-title">${t('home.now')}</h2>
      <div id="now" hx-get="/console/now" hx-trigger="changed from:body" aria-live="polite">${await now(visit)}</div>
    </section>
    <section aria-labelledby="funnel-title">
      <h2 id="funnel-title">${t('home.funnel')}</h2>
      ${
        chambers.length > 0 &&
        html`<form method="get" action="/console" class="filters">
          ${select({ name: 'chamber', label: t('home.chamber'), value: query.chamber ?? '', options })}
          <button class="quiet">${t('show')}</button>
        </form>`
      }
      ${funnelSection(visit, weeks)}
    </section>
  `;
  return { kind: 'page', title: t('home.title'), body, live: '/console/live' };
}

function funnelSection(visit: Visit, weeks: FunnelWeek[]): Html {
  const { t } = visit;
  const day = (at: Date) =>
    new Intl.DateTimeFormat(visit.locale, {
      day: 'numeric',
      month: 'short',
      timeZone: visit.desk.timeZone,
    }).format(at);
  const names = STAGES.map((stage) => ({ stage, name: t(`stages.${stage}`) }));
  const columns = [
    { title: t('home.week'), cell: ({ week }: FunnelWeek) => day(week.from) },
    ...names.map(({ stage, name }) => ({
      title: name,
      numeric: true,
      cell: ({ counts }: FunnelWeek) => counts[stage],
    })),
  ];
  return html`
    ${funnelChart(weeks, { names, title: t('home.chart'), day })}
    <details>
      <summary>${t('home.as-table')}</summary>
      ${table(weeks, columns, { caption: t('home.funnel'), empty: '' })}
    </details>
  `;
}

function dueText({ t }: Visit, [first, ...rest]: { left: number }[]): string {
  if (!first) return t('console-data:none');
  return t('console-data:first', { count: rest.length + 1, days: first.left });
}

async function now(visit: Visit): Promise<Html> {
  const { t, desk, scope } = visit;
  const [tickets, reviews, failed, requests] = await Promise.all([
    desk.inbox.countOpen(scope),
    desk.screenings.countWaiting(scope),
    desk.inbox.failed(scope, FAILED),
    openRequests(visit),
  ]);
  const cards = [
    { href: '/console/chats?show=needs-person', count: tickets, text: t('home.waiting', { count: tickets }) },
    { href: '/console/screenings?waiting=1', count: reviews, text: t('home.reviews', { count: reviews }) },
    { href: '/console/data-requests', count: requests.length, text: dueText(visit, requests) },
    { href: '#failed', count: failed.length, text: t('home.failed', { count: failed.length }) },
  ];
  return html`
    <ul class="cards">
      ${cards.map(
        ({ href, count, text }) =>
          html`<li class=${count > 0 ? 'urgent' : ''}><a href=${href}><strong>${count}</strong> <span>${text}</span></a></li>`,
      )}
    </ul>
    <div id="failed">
      ${
        failed.length > 0 &&
        table(
          failed,
          [
            { title: t('audit.at'), cell: ({ at }) => instant(visit, at) },
            { title: t('home.why'), cell: ({ code, reason }) => `${reason ?? ''} ${code ?? ''}` },
            {
              title: t('home.chat'),
              cell: ({ contactId }) => html`<a href=${`/console/chats/${contactId}`}>${t('home.open')}</a>`,
            },
          ],
          { caption: t('home.failed-list'), empty: '' },
        )
      }
    </div>
  `;
}
