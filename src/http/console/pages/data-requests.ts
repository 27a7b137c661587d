import { html } from '../../../adapters/html/html.ts';
import type { DataRequest } from '../../../domain/data-request.ts';
import { form, instant, table } from '../parts.ts';
import { type Answer, type Route, redirect, type Visit } from '../route.ts';

export const dataRequestRoutes: Route[] = [
  { method: 'get', path: '/data-requests', may: 'coordinator', handle: page },
  { method: 'post', path: '/data-requests/:id/answered', may: 'coordinator', handle: answered },
];

type Clocked = DataRequest & { left: number };

/** Days left at which it is time to hurry. */
const SOON = 3;

/** The open requests of the people this account sees, the one due first at the top. */
export async function openRequests({ desk, scope }: Visit): Promise<Clocked[]> {
  const open = await desk.dataRequests.list({ open: true });
  const lines = await Promise.all(open.map(({ contactId }) => desk.inbox.line(contactId, scope)));
  return open
    .filter((_request, index) => lines[index])
    .map((request) => ({ ...request, left: desk.workingDaysLeft(request.dueOn) }));
}

async function page(visit: Visit): Promise<Answer> {
  const { t } = visit;
  const requests = await openRequests(visit);
  const columns = [
    { title: t('fields.askedAt'), cell: ({ askedAt }: Clocked) => instant(visit, askedAt) },
    { title: t('fields.kind'), cell: (request: Clocked) => what(visit, request) },
    { title: t('fields.dueOn'), cell: ({ dueOn }: Clocked) => html`<time datetime=${dueOn}>${dueOn}</time>` },
    { title: t('console-data:left'), cell: (request: Clocked) => clock(visit, request) },
    {
      title: t('home.chat'),
      cell: ({ contactId }: Clocked) =>
        html`<a href=${`/console/contacts/${contactId}`}>${t('home.open')}</a>`,
    },
    {
      title: t('console-data:answer'),
      cell: ({ id }: Clocked) =>
        form(
          visit,
          `/console/data-requests/${encodeURIComponent(id)}/answered`,
          html`<button class="quiet">${t('console-data:answered')}</button>`,
        ),
    },
  ];
  const body = html`
    <p class="hint">${t('console-data:about')}</p>
    ${table(requests, columns, { caption: t('console-data:title'), empty: t('console-data:empty') })}
  `;
  return { kind: 'page', title: t('console-data:title'), body };
}

function what({ t }: Visit, { kind, correction }: Clocked) {
  if (!correction) return t(`console-data:kinds.${kind}`);
  const datum = t(`my-data:which.options.${correction.datum}`);
  return html`${t(`console-data:kinds.${kind}`)}: ${datum}<br /><q>${correction.value}</q>`;
}

function clock({ t }: Visit, { left }: Clocked) {
  const text = left < 0 ? t('console-data:late', { count: -left }) : t('console-data:days', { count: left });
  return left <= SOON ? html`<strong class="danger">${text}</strong>` : text;
}

async function answered(visit: Visit): Promise<Answer> {
  const { desk, params, note } = visit;
  const request = (await openRequests(visit)).find(({ id }) => id === params.id);
  if (!request) return { kind: 'missing' };
  await note('data-request-answered', request.id);
  await desk.answerRequest(request);
  return redirect('/console/data-requests', 'request-answered');
}
