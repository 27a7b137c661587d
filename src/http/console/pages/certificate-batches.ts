import { randomUUID } from 'node:crypto';
import { type Html, html } from '../../../adapters/html/html.ts';
import { STAGES } from '../../../domain/enrolment.ts';
import { BATCH_OUTCOMES, type Batch, type Cohort } from '../../../usecases/certificates/batch-ports.ts';
import { chosenChamber, isTheirs } from '../certificate-desk.ts';
import { form, input, instant, namesOf, select, table } from '../parts.ts';
import { type Answer, type Route, redirect, type Visit } from '../route.ts';
import { chamberSelect } from './certificates.ts';

const AT = '/certificates/batches';

/** Certificates of a cohort after its closing event. */
export const certificateBatchRoutes: Route[] = [
  { method: 'get', path: AT, may: 'coordinator', handle: list },
  { method: 'post', path: AT, may: 'coordinator', handle: start },
  { method: 'get', path: `${AT}/:id`, may: 'coordinator', handle: page },
  { method: 'get', path: `${AT}/:id/progress`, may: 'coordinator', passive: true, handle: progress },
  { method: 'post', path: `${AT}/:id/stop`, may: 'coordinator', handle: stop },
  { method: 'post', path: `${AT}/:id/resume`, may: 'coordinator', handle: resume },
];

const MOST = 30;
const LONGEST_TAG = 60;

async function list(visit: Visit): Promise<Answer> {
  const { t, desk, query } = visit;
  const batches = (await desk.certificates.batches.list(MOST)).filter(({ cohort }) =>
    isTheirs(visit, cohort.chamber),
  );
  const people = await namesOf(desk);
  const columns = [
    {
      title: t('console-certificates:batches.started'),
      cell: (one: Batch): Html =>
        html`<a href=${`/console/certificates/batches/${one.id}`}>${instant(visit, one.startedAt)}</a>`,
    },
    {
      title: t('console-certificates:batches.whose'),
      cell: ({ cohort }: Batch): Html => cohortText(visit, cohort),
    },
    { title: t('console-certificates:batches.by'), cell: ({ by }: Batch): Html => people.get(by) ?? by },
    {
      title: t('console-certificates:state'),
      cell: (one: Batch): Html => t(`console-certificates:batch-states.${one.state}`),
    },
    {
      title: t('console-certificates:outcomes.sent'),
      numeric: true,
      cell: ({ counts, total }: Batch): Html => `${counts.sent} / ${total}`,
    },
  ];
  const asked = query.ask === '1';
  const body = html`
    <p>${t('console-certificates:batches.about')}</p>
    ${await cohortForm(visit)}
    ${asked && (await confirmation(visit))}
    <h2>${t('console-certificates:batches.before')}</h2>
    ${table(batches, columns, { caption: t('console-certificates:batches.before'), empty: t('console-certificates:batches.empty') })}
  `;
  return { kind: 'page', title: t('console-certificates:batches.title'), body };
}

async function cohortForm(visit: Visit): Promise<Html> {
  const { t, query, account } = visit;
  const stages = STAGES.map((stage) => ({ value: stage, text: t(`console-certificates:stages.${stage}`) }));
  return html`
    <form method="get" action="/console/certificates/batches" class="filters">
      <input type="hidden" name="ask" value="1" />
      ${account.role === 'admin' && (await chamberSelect(visit, query.chamber ?? ''))}
      ${input({ name: 'tag', label: t('console-certificates:batches.tag'), value: query.tag ?? '', maxlength: LONGEST_TAG })}
      ${select({
        name: 'stage',
        label: t('console-certificates:batches.stage'),
        value: query.stage ?? '',
        options: [{ value: '', text: t('console-certificates:batches.any') }, ...stages],
      })}
      <button class="quiet">${t('console-certificates:batches.look')}</button>
    </form>
  `;
}

/** How many it would be, before anything is issued. */
async function confirmation(visit: Visit): Promise<Html> {
  const { t, desk, query } = visit;
  const cohort = cohortOf(visit, query);
  const count = await desk.certificates.count(cohort);
  if (count === 0)
    return html`<p class="flash bad" role="status">${t('console-certificates:batches.nobody')}</p>`;
  const kept = Object.entries(cohort).filter(([, value]) => value);
  return form(
    visit,
    '/console/certificates/batches',
    html`
      <p role="status">${t('console-certificates:batches.count', { count })}</p>
      <p class="hint">${t('console-certificates:batches.hint')}</p>
      <input type="hidden" name="key" value=${randomUUID()} />
      ${kept.map(([name, value]) => html`<input type="hidden" name=${name} value=${value} />`)}
      <button>${t('console-certificates:batches.start')}</button>
    `,
  );
}

function cohortOf(visit: Visit, given: Record<string, string>): Cohort {
  const stage = STAGES.find((one) => one === given.stage);
  const tag = given.tag?.trim().slice(0, LONGEST_TAG) || undefined;
  return { chamber: chosenChamber(visit), stage, tag };
}

async function start(visit: Visit): Promise<Answer> {
  const { desk, account, form: given, note } = visit;
  const key = given.key ?? '';
  if (!/^[0-9a-f-]{36}$/.test(key)) return redirect('/console/certificates/batches', 'not-found');
  const batch = await desk.certificates.start({ key, cohort: cohortOf(visit, given), by: account.id });
  await note('certificates.batch-started', batch.id);
  return redirect(`/console/certificates/batches/${batch.id}`);
}

async function find(visit: Visit): Promise<Batch | null> {
  const batch = await visit.desk.certificates.batches.get(visit.params.id ?? '');
  return batch && isTheirs(visit, batch.cohort.chamber) ? batch : null;
}

async function page(visit: Visit): Promise<Answer> {
  const { t, desk } = visit;
  const batch = await find(visit);
  if (!batch) return { kind: 'missing' };
  const people = await namesOf(desk);
  const body = html`
    <p>${cohortText(visit, batch.cohort)} · ${people.get(batch.by) ?? batch.by} · ${instant(visit, batch.startedAt)}</p>
    ${progressPart(visit, batch)}
    <p><a href="/console/certificates/batches">${t('console-certificates:batches.title')}</a> · <a href="/console/certificates">${t('console-certificates:title')}</a></p>
  `;
  return { kind: 'page', title: t('console-certificates:batches.one'), body };
}

async function progress(visit: Visit): Promise<Answer> {
  const batch = await find(visit);
  return batch ? { kind: 'fragment', body: progressPart(visit, batch) } : { kind: 'missing' };
}

/** Asks for itself again for as long as the batch runs. */
function progressPart(visit: Visit, batch: Batch): Html {
  const { t } = visit;
  const { id, counts, total, state } = batch;
  const done = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const at = `/console/certificates/batches/${id}`;
  const live =
    state === 'running'
      ? { 'hx-get': `${at}/progress`, 'hx-trigger': 'every 2s', 'hx-swap': 'outerHTML' }
      : {};
  return html`
    <section id="progress" class="progress" ...${live} aria-live="polite">
      <p><strong>${t(`console-certificates:batch-states.${state}`)}</strong> · ${t('console-certificates:batches.done', { done, total })}</p>
      <progress max=${Math.max(1, total)} value=${done} aria-label=${t('console-certificates:batches.one')}></progress>
      ${table(
        BATCH_OUTCOMES.filter((one) => counts[one] > 0),
        [
          {
            title: t('console-certificates:batches.what'),
            cell: (one) => t(`console-certificates:outcomes.${one}`),
          },
          { title: t('console-certificates:batches.how-many'), numeric: true, cell: (one) => counts[one] },
        ],
        { caption: t('console-certificates:batches.what'), empty: t('console-certificates:batches.begins') },
      )}
      ${state === 'running' && form(visit, `${at}/stop`, html`<button class="quiet">${t('console-certificates:batches.stop')}</button>`)}
      ${state === 'stopped' && form(visit, `${at}/resume`, html`<button>${t('console-certificates:batches.resume')}</button>`)}
    </section>
  `;
}

async function stop(visit: Visit): Promise<Answer> {
  const { desk, note } = visit;
  const batch = await find(visit);
  if (!batch) return { kind: 'missing' };
  if (await desk.certificates.batches.stop(batch.id, desk.clock()))
    await note('certificates.batch-stopped', batch.id);
  return redirect(`/console/certificates/batches/${batch.id}`);
}

async function resume(visit: Visit): Promise<Answer> {
  const { desk, note } = visit;
  const batch = await find(visit);
  if (!batch) return { kind: 'missing' };
  if (await desk.certificates.resume(batch.id)) await note('certificates.batch-resumed', batch.id);
  return redirect(`/console/certificates/batches/${batch.id}`);
}

function cohortText({ t }: Visit, { chamber, stage, tag, territory }: Cohort): string {
  const parts = [chamber, territory, tag, stage && t(`console-certificates:stages.${stage}`)].filter(Boolean);
  return parts.join(' · ') || t('home.all-chambers');
}
