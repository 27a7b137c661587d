import { type Html, html } from '../../../adapters/html/html.ts';
import type { ImportProgress } from '../../../usecases/console/imports.ts';
import type { Upload } from '../../../usecases/console/uploads.ts';
import { type Preview, previewImport, type RowOutcome } from '../../../usecases/enrolments/preview-import.ts';
import { chambersOf, ownChamber, refused } from '../accompaniment.ts';
import { form, input, select, table } from '../parts.ts';
import { type Answer, type Route, redirect, type Visit } from '../route.ts';

export const importRoutes: Route[] = [
  { method: 'get', path: '/enrolments/import', may: 'coordinator', handle: page },
  { method: 'post', path: '/enrolments/import', may: 'coordinator', upload: true, handle: upload },
  { method: 'get', path: '/enrolments/import/:id', may: 'coordinator', handle: preview },
  { method: 'post', path: '/enrolments/import/:id', may: 'coordinator', handle: apply },
  {
    method: 'get',
    path: '/enrolments/import/:id/progress',
    may: 'coordinator',
    passive: true,
    handle: async (visit) => ({ kind: 'fragment', body: progressOf(visit) }),
  },
];

const IMPORT = '/console/enrolments/import';
/** More are not looked through on a page; the counts say all. */
const SHOWN = 200;

async function page(visit: Visit): Promise<Answer> {
  const { t, desk } = visit;
  const chambers = await chambersOf(visit);
  const text = (key: string) => t(`console-route:import.${key}`);
  const body = form(
    visit,
    IMPORT,
    html`
      <p>${text('about')}</p>
      ${input({ name: 'file', label: text('file'), type: 'file', required: true, accept: '.csv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' })}
      <h2>${text('defaults')}</h2>
      <p class="hint">${text('defaults-hint')}</p>
      ${select({
        name: 'chamber',
        label: t('home.chamber'),
        value: ownChamber(visit) ?? '',
        options: [{ value: '', text: '—' }, ...chambers.map(({ id, name }) => ({ value: id, text: name }))],
      })}
      ${input({ name: 'source', label: t('console-route:enrolments.source'), maxlength: 200 })}
      ${input({ name: 'consentedAt', label: t('console-route:enrolments.consented'), type: 'date', max: desk.accompaniment.calendar.dayOf(desk.clock()) })}
      <button>${text('look')}</button>
    `,
    { class: 'card narrow', enctype: 'multipart/form-data' },
  );
  return { kind: 'page', title: text('title'), body };
}

async function upload(visit: Visit): Promise<Answer> {
  const { desk, account, form: given, file } = visit;
  if (!file) return refused(visit, IMPORT, 'file-empty');
  const read = await desk.accompaniment.readTable(file.bytes);
  if (read.kind === 'refused') return refused(visit, IMPORT, `file-${read.reason}`);
  const { chamber = '', source = '', consentedAt = '' } = given;
  const kept = { name: file.name.slice(0, 120), rows: read.rows, defaults: { chamber, source, consentedAt } };
  const looked = await look(visit, kept);
  if (looked.kind === 'refused') return refused(visit, IMPORT, `file-${looked.reason}`);
  return redirect(`${IMPORT}/${await desk.accompaniment.uploads.keep(kept, account.id)}`);
}

/** By what an account may enrol: of another chamber's people a coordinator's list says that it is unknown. */
async function look(visit: Visit, { rows, defaults }: Upload) {
  const { desk } = visit;
  const { ports, readPhone, territories } = desk.accompaniment;
  const world = { readPhone, territories, chambers: await chambersOf(visit), now: desk.clock() };
  return await previewImport({ ports, world }, { kind: 'table', rows }, defaults);
}

async function kept({ desk, account, params }: Visit): Promise<Upload | null> {
  return await desk.accompaniment.uploads.get(params.id ?? '', account.id);
}

async function preview(visit: Visit): Promise<Answer> {
  const { t, desk, params } = visit;
  const found = await kept(visit);
  if (!found) return refused(visit, IMPORT, 'file-gone');
  const title = t('console-route:import.of', { name: found.name });
  if (desk.accompaniment.imports.progress(params.id ?? ''))
    return { kind: 'page', title, body: html`<div aria-live="polite">${progressOf(visit)}</div>` };
  const looked = await look(visit, found);
  if (looked.kind === 'refused') return refused(visit, IMPORT, `file-${looked.reason}`);
  return { kind: 'page', title, body: previewOf(visit, looked) };
}

function previewOf(visit: Visit, { rows, counts, ignored }: Preview): Html {
  const { t, params } = visit;
  const fresh = counts.new ?? 0;
  const shown = rows.filter(({ bin }) => bin !== 'new');
  return html`
    <ul class="cards">
      ${Object.entries(counts).map(([bin, count]) => html`<li class=${bin === 'new' || bin === 'known' ? '' : 'urgent'}><span class="count"><strong>${count}</strong> <span>${t(`console-route:bins.${bin}`)}</span></span></li>`)}
    </ul>
    ${ignored.length > 0 && html`<p class="hint">${t('console-route:import.ignored', { columns: ignored.join(', ') })}</p>`}
    ${
      fresh > 0 &&
      form(
        visit,
        `${IMPORT}/${params.id}`,
        html`<button>${t('console-route:import.apply', { count: fresh })}</button> <a href=${IMPORT}>${t('console-route:import.other')}</a>`,
      )
    }
    ${fresh === 0 && html`<p><a class="button" href=${IMPORT}>${t('console-route:import.other')}</a></p>`}
    <h2>${t('console-route:import.new')}</h2>
    ${table(
      rows.filter((row) => row.bin === 'new').slice(0, SHOWN),
      [
        { title: t('console-route:import.line'), numeric: true, cell: ({ line }) => line },
        { title: t('console-route:enrolments.name'), cell: ({ entry }) => entry.name },
        { title: t('console-route:enrolments.business'), cell: ({ entry }) => entry.businessName },
        { title: t('console-route:advisors.phone'), cell: ({ entry }) => entry.phone },
        { title: t('home.chamber'), cell: ({ entry }) => entry.chamber },
        {
          title: t('console-route:enrolments.stage'),
          cell: ({ entry }) => t(`console-route:stages.${entry.stage}`),
        },
      ],
      { caption: t('console-route:import.new'), empty: t('console-route:import.none-new') },
    )}
    ${fresh > SHOWN && html`<p class="hint">${t('console-route:import.first', { count: SHOWN })}</p>`}
    ${
      shown.length > 0 &&
      html`
        <h2>${t('console-route:import.left-out')}</h2>
        ${table(
          shown.slice(0, SHOWN),
          [
            { title: t('console-route:import.line'), numeric: true, cell: ({ line }) => line },
            { title: t('home.why'), cell: (row) => whyOf(visit, row) },
          ],
          { caption: t('console-route:import.left-out'), empty: '' },
        )}
        ${shown.length > SHOWN && html`<p class="hint">${t('console-route:import.first', { count: SHOWN })}</p>`}
      `
    }
  `;
}

function whyOf({ t, desk, locale }: Visit, row: RowOutcome): Html {
  const why = t(`console-route:bins.${row.bin}`);
  if (row.bin === 'duplicate') return `${why} (${t('console-route:import.same-as', { line: row.of })})`;
  if ('given' in row) return `${why}: «${row.given}»`;
  if (!('reason' in row)) return why;
  const key = `console-route:why.${row.reason}`;
  return desk.texts.has(locale, key) ? `${why}: ${t(key)}` : why;
}

async function apply(visit: Visit): Promise<Answer> {
  const { desk, account, params, note } = visit;
  const found = await kept(visit);
  if (!found) return refused(visit, IMPORT, 'file-gone');
  const looked = await look(visit, found);
  if (looked.kind === 'refused') return refused(visit, IMPORT, `file-${looked.reason}`);
  const entries = looked.rows.flatMap((row) => (row.bin === 'new' ? [row.entry] : []));
  await note('enrolments.imported', params.id ?? '');
  desk.accompaniment.imports.start(params.id ?? '', entries, account.id);
  return redirect(`${IMPORT}/${params.id}`);
}

/** Asks for itself until it is done. */
function progressOf({ t, desk, params }: Visit): Html {
  const progress = desk.accompaniment.imports.progress(params.id ?? '');
  if (!progress) return html`<p>${t('console-route:import.unknown')}</p>`;
  const { total, enrolled, known, state } = progress;
  const asking =
    state === 'running'
      ? { 'hx-get': `${IMPORT}/${params.id}/progress`, 'hx-trigger': 'load delay:1s', 'hx-swap': 'outerHTML' }
      : {};
  return html`
    <div class="progress" ...${asking}>
      <progress max=${Math.max(1, total)} value=${enrolled + known} aria-label=${t('console-route:import.progress')}></progress>
      <p class=${state === 'failed' ? 'flash bad' : ''}>${saying(t, progress)}</p>
      ${state === 'running' ? html`<noscript><p><a href=${`${IMPORT}/${params.id}`}>${t('console-route:import.again')}</a></p></noscript>` : html`<p><a class="button" href="/console/enrolments">${t('console-route:enrolments.title')}</a></p>`}
    </div>
  `;
}

function saying(t: Visit['t'], { state, enrolled, known, total }: ImportProgress): string {
  return t(`console-route:import.${state}`, { enrolled, known, total });
}
