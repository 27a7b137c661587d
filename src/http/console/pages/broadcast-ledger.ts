import { type Html, html } from '../../../adapters/html/html.ts';
import { ROW_STATES } from '../../../domain/broadcast.ts';
import type { LedgerRow } from '../../../usecases/broadcasts/ledger-rows.ts';
import { broadcastOf } from '../broadcast-desk.ts';
import { instant, PAGE_ROWS, pager, table, tabs } from '../parts.ts';
import { type Answer, type Route, redirect, type Visit } from '../route.ts';

export const broadcastLedgerRoutes: Route[] = [
  { method: 'get', path: '/broadcasts/:id/ledger', may: 'coordinator', handle: page },
  { method: 'get', path: '/broadcasts/:id/ledger.csv', may: 'coordinator', handle: asCsv },
  { method: 'get', path: '/broadcasts/:id/ledger.xlsx', may: 'coordinator', handle: asXlsx },
];

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** What became of each person's message. */
async function page(visit: Visit): Promise<Answer> {
  const { t, desk, query } = visit;
  const broadcast = await broadcastOf(visit);
  if (!broadcast) return { kind: 'missing' };
  const state = ROW_STATES.find((one) => one === query.state);
  const wanted = { limit: PAGE_ROWS + 1, after: query.after };
  const found = await desk.broadcasts.ledger.page(broadcast, { state }, wanted);
  const shown = found.slice(0, PAGE_ROWS);
  const next = found.length > PAGE_ROWS ? (shown.at(-1)?.row.contactId ?? null) : null;
  const at = `/console/broadcasts/${broadcast.id}`;
  const body = html`
    <p class="buttons">
      <a class="button quiet" href=${`${at}/ledger.csv`} download>CSV</a>
      <a class="button quiet" href=${`${at}/ledger.xlsx`} download>XLSX</a>
    </p>
    ${tabs(t('console-broadcasts:state'), [
      { href: `${at}/ledger`, text: t('console-broadcasts:everybody'), here: !state },
      ...ROW_STATES.map((one) => ({
        href: `${at}/ledger?state=${one}`,
        text: t(`console-broadcasts:rows.${one}`),
        here: state === one,
      })),
    ])}
    ${table(shown, columnsOf(visit), { caption: t('console-broadcasts:ledger'), empty: t('console-broadcasts:no-rows') })}
    ${pager(visit, next)}
    <p><a href=${at}>${broadcast.name}</a></p>
  `;
  return { kind: 'page', title: `${t('console-broadcasts:ledger')} · ${broadcast.name}`, body };
}

function columnsOf(visit: Visit) {
  const { t } = visit;
  return [
    {
      title: t('console-route:enrolments.name'),
      cell: ({ row, name }: LedgerRow): Html =>
        html`<a href=${`/console/contacts/${row.contactId}`}>${name ?? t('console-route:session.no-name')}</a>`,
    },
    {
      title: t('console-broadcasts:bin'),
      cell: ({ row }: LedgerRow): Html => t(`console-broadcasts:bins.${row.bin}`),
    },
    {
      title: t('console-broadcasts:state'),
      cell: ({ row }: LedgerRow): Html =>
        html`${t(`console-broadcasts:rows.${row.state}`)}${row.reason && html` <span class="hint">${row.code ?? ''} ${row.reason}</span>`}`,
    },
    {
      title: t('console-broadcasts:attempts'),
      numeric: true,
      cell: ({ row }: LedgerRow): Html => row.attempts,
    },
    {
      title: t('console-events:answer'),
      cell: ({ answer }: LedgerRow): Html => (answer ? t(`console-events:answers.${answer}`) : '—'),
    },
    {
      title: t('console-broadcasts:changed'),
      cell: ({ row }: LedgerRow): Html => instant(visit, row.changedAt),
    },
  ];
}

async function asCsv(visit: Visit): Promise<Answer> {
  const broadcast = await broadcastOf(visit);
  if (!broadcast) return { kind: 'missing' };
  await visit.note('export-csv', `broadcast ${broadcast.id}`);
  const body = visit.desk.broadcasts.ledger.csv(broadcast);
  return { kind: 'file', name: `broadcast-${broadcast.id}.csv`, type: 'text/csv; charset=utf-8', body };
}

async function asXlsx(visit: Visit): Promise<Answer> {
  const broadcast = await broadcastOf(visit);
  if (!broadcast) return { kind: 'missing' };
  await visit.note('export-xlsx', `broadcast ${broadcast.id}`);
  const body = await visit.desk.broadcasts.ledger.xlsx(broadcast);
  if (!body) return redirect(`/console/broadcasts/${broadcast.id}/ledger`, 'too-many-rows');
  return { kind: 'file', name: `broadcast-${broadcast.id}.xlsx`, type: XLSX, body };
}
