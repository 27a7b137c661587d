import { type Html, html } from '../../../adapters/html/html.ts';
import { type Enrolment, minutesOf, STAGES } from '../../../domain/enrolment.ts';
import { enrolBusiness } from '../../../usecases/enrolments/enrol-business.ts';
import { readEntry } from '../../../usecases/enrolments/read-entry.ts';
import { chamberNames, chambersOf, chosenChamber, ownChamber, refused, sees } from '../accompaniment.ts';
import { form, input, instant, PAGE_ROWS, pager, select, table } from '../parts.ts';
import { type Answer, type Route, redirect, type Visit } from '../route.ts';

export const enrolmentsRoutes: Route[] = [
  { method: 'get', path: '/enrolments', may: 'coordinator', handle: list },
  { method: 'get', path: '/enrolments/new', may: 'coordinator', handle: page },
  { method: 'post', path: '/enrolments/new', may: 'coordinator', handle: enrol },
];

const STATUSES = ['active', 'withdrawn'] as const;

async function list(visit: Visit): Promise<Answer> {
  const { t, desk, query } = visit;
  const filter = {
    chamber: chosenChamber(visit) ?? undefined,
    stage: STAGES.find((one) => one === query.stage),
    status: STATUSES.find((one) => one === query.status),
    named: query.named?.trim() || undefined,
  };
  const page = { limit: PAGE_ROWS + 1, after: query.after };
  const found = await desk.accompaniment.ports.enrolments.list(filter, page);
  const rows = found.slice(0, PAGE_ROWS);
  const next = found.length > PAGE_ROWS ? (rows.at(-1)?.id ?? null) : null;
  const body = html`
    ${await filters(visit)}
    ${table(rows, columnsOf(visit, await chamberNames(visit)), { caption: t('console-route:enrolments.title'), empty: t('console-route:enrolments.empty') })}
    ${pager(visit, next)}
    <p class="buttons">
      <a class="button" href="/console/enrolments/new">${t('console-route:enrolments.add')}</a>
      <a class="button quiet" href="/console/enrolments/import">${t('console-route:enrolments.import')}</a>
    </p>
  `;
  return { kind: 'page', title: t('console-route:enrolments.title'), body };
}

async function filters(visit: Visit): Promise<Html> {
  const { t, query, account } = visit;
  const all = { value: '', text: t('console-route:enrolments.all') };
  const chambers = account.role === 'admin' ? await chambersOf(visit) : [];
  return html`
    <form method="get" action="/console/enrolments" class="filters" role="search">
      ${input({ name: 'named', label: t('console-route:enrolments.find'), type: 'search', value: query.named ?? '' })}
      ${select({
        name: 'stage',
        label: t('console-route:enrolments.stage'),
        value: query.stage ?? '',
        options: [
          all,
          ...STAGES.map((stage) => ({ value: stage, text: t(`console-route:stages.${stage}`) })),
        ],
      })}
      ${select({
        name: 'status',
        label: t('console-route:enrolments.status'),
        value: query.status ?? '',
        options: [all, ...STATUSES.map((one) => ({ value: one, text: t(`console-route:statuses.${one}`) }))],
      })}
      ${
        chambers.length > 0 &&
        select({
          name: 'chamber',
          label: t('home.chamber'),
          value: query.chamber ?? '',
          options: [
            { value: '', text: t('home.all-chambers') },
            ...chambers.map(({ id, name }) => ({ value: id, text: name })),
          ],
        })
      }
      <button class="quiet">${t('show')}</button>
    </form>
  `;
}

function columnsOf(visit: Visit, chamberName: (id: string) => string) {
  const { t } = visit;
  return [
    {
      title: t('console-route:enrolments.name'),
      cell: ({ id, name }: Enrolment): Html =>
        html`<a href=${`/console/enrolments/${id}`}>${name ?? t('console-route:session.no-name')}</a>`,
    },
    {
      title: t('console-route:enrolments.business'),
      cell: ({ businessName }: Enrolment): Html => businessName ?? '—',
    },
    { title: t('home.chamber'), cell: ({ chamber }: Enrolment): Html => chamberName(chamber) },
    {
      title: t('console-route:enrolments.stage'),
      cell: ({ stage, status }: Enrolment): Html =>
        status === 'withdrawn'
          ? html`<span class="mark ineligible">${t('console-route:statuses.withdrawn')}</span>`
          : html`<span class="mark">${t(`console-route:stages.${stage}`)}</span>`,
    },
    {
      title: t('console-route:enrolments.hours'),
      numeric: true,
      cell: (one: Enrolment): Html => hoursText(visit, minutesOf(one)),
    },
    {
      title: t('console-route:enrolments.since'),
      cell: ({ enrolledAt }: Enrolment): Html => instant(visit, enrolledAt),
    },
  ];
}

export function hoursText({ locale }: Pick<Visit, 'locale'>, minutes: number): string {
  return `${(minutes / 60).toLocaleString(locale, { maximumFractionDigits: 2 })} h`;
}

async function page(visit: Visit): Promise<Answer> {
  const { t, desk } = visit;
  const chambers = await chambersOf(visit);
  const own = chambers.flatMap(({ territories }) => territories);
  const { territories, calendar } = desk.accompaniment;
  const body = form(
    visit,
    '/console/enrolments/new',
    html`
      ${input({ name: 'phone', label: t('console-route:advisors.phone'), type: 'tel', required: true, autocomplete: 'off' })}
      ${input({ name: 'name', label: t('console-route:enrolments.full-name'), required: true, maxlength: 120, autocomplete: 'off' })}
      ${input({ name: 'business', label: t('console-route:enrolments.business'), required: true, maxlength: 120, autocomplete: 'off' })}
      ${select({ name: 'chamber', label: t('home.chamber'), value: '', options: chambers.map(({ id, name }) => ({ value: id, text: name })) })}
      ${select({
        name: 'territory',
        label: t('screenings.territory'),
        value: '',
        options: [
          { value: '', text: '—' },
          ...territories
            .filter(({ id }) => ownChamber(visit) === null || own.length === 0 || own.includes(id))
            .map(({ id, name }) => ({ value: id, text: name })),
        ],
      })}
      ${input({ name: 'sector', label: t('console-route:enrolments.sector'), maxlength: 80 })}
      ${input({ name: 'source', label: t('console-route:enrolments.source'), required: true, maxlength: 200 })}
      ${input({ name: 'consentedAt', label: t('console-route:enrolments.consented'), type: 'date', required: true, max: calendar.dayOf(desk.clock()) })}
      <p class="hint">${t('console-route:enrolments.consent-hint')}</p>
      <button>${t('console-route:enrolments.add')}</button>
    `,
    { class: 'card narrow' },
  );
  return { kind: 'page', title: t('console-route:enrolments.add'), body };
}

async function enrol(visit: Visit): Promise<Answer> {
  const { desk, account, form: given } = visit;
  const { ports, readPhone, territories, channel } = desk.accompaniment;
  const now = desk.clock();
  const read = readEntry({ readPhone, territories, now, chambers: await chambersOf(visit) }, given);
  if (read.kind === 'problem') return refused(visit, '/console/enrolments/new', read.problem.bin);
  if (!sees(visit, read.entry.chamber)) return { kind: 'missing' };
  const { kind, enrolment } = await enrolBusiness({ ports, channel, now, by: account.id }, read.entry);
  // Somebody else's chamber may have enrolled them.
  if (!sees(visit, enrolment.chamber)) return refused(visit, '/console/enrolments', 'enrolled-elsewhere');
  return redirect(`/console/enrolments/${enrolment.id}`, kind);
}
