import { type Html, html } from '../../../adapters/html/html.ts';
import type { ReviewedScreening } from '../../../usecases/console/reviews.ts';
import { instant, PAGE_ROWS, pager, table, tabs } from '../parts.ts';
import type { Answer, Route, Visit } from '../route.ts';

export const VERDICTS = ['eligible', 'review', 'ineligible'] as const;

export const screeningsRoutes: Route[] = [
  { method: 'get', path: '/screenings', may: 'coordinator', handle: screenings },
];

async function screenings(visit: Visit): Promise<Answer> {
  const { t, desk, scope, query } = visit;
  const verdict = VERDICTS.find((one) => one === query.verdict);
  const waiting = query.waiting === '1';
  const { screenings: rows, next } = await desk.screenings.list({
    verdict,
    waiting,
    scope,
    limit: PAGE_ROWS,
    after: query.after,
  });
  const links = [
    { href: '/console/screenings', text: t('screenings.all'), here: !verdict && !waiting },
    { href: '/console/screenings?waiting=1', text: t('screenings.waiting'), here: waiting },
    ...VERDICTS.map((one) => ({
      href: `/console/screenings?verdict=${one}`,
      text: t(`verdicts.${one}`),
      here: one === verdict,
    })),
  ];
  const body = html`
    ${tabs(t('screenings.filters'), links)}
    ${table(rows, columnsOf(visit), { caption: t('screenings.title'), empty: t('screenings.empty') })}
    ${pager(visit, next)}
    <p><a href="/console/what-if">${t('what-if.link')}</a></p>
  `;
  return { kind: 'page', title: t('screenings.title'), body };
}

export function columnsOf(visit: Visit) {
  const { t } = visit;
  return [
    {
      title: t('screenings.at'),
      cell: (one: ReviewedScreening): Html =>
        html`<a href=${`/console/screenings/${one.id}`}>${instant(visit, one.at)}</a>`,
    },
    {
      title: t('screenings.verdict'),
      cell: (one: ReviewedScreening): Html => verdictMark(visit, one.verdict.kind),
    },
    {
      title: t('screenings.score'),
      numeric: true,
      cell: (one: ReviewedScreening): Html => `${one.verdict.score} / ${one.verdict.threshold}`,
    },
    { title: t('screenings.territory'), cell: (one: ReviewedScreening): Html => one.territory ?? '—' },
    {
      title: t('screenings.review'),
      cell: ({ review, reviewAskedAt }: ReviewedScreening): Html =>
        review
          ? t(`decisions.${review.decision}`)
          : reviewAskedAt
            ? html`<span class="mark urgent">${t('screenings.asked')}</span>`
            : '—',
    },
  ];
}

export function verdictMark({ t }: Visit, verdict: (typeof VERDICTS)[number]): Html {
  return html`<span class=${`mark ${verdict}`}>${t(`verdicts.${verdict}`)}</span>`;
}
