import { randomBytes } from 'node:crypto';
import { type Html, html } from '../../../adapters/html/html.ts';
import type { Broadcast } from '../../../domain/broadcast.ts';
import type { ProgrammeEvent } from '../../../domain/event.ts';
import { planOf } from '../../../usecases/broadcasts/plan.ts';
import type { NewBroadcast } from '../../../usecases/broadcasts/ports.ts';
import { ownChamber, refused } from '../accompaniment.ts';
import { audienceFields, audienceFrom } from '../audience-form.ts';
import { form, input, instant, namesOf, PAGE_ROWS, pager, select, table } from '../parts.ts';
import { binsPart } from '../plan-parts.ts';
import { type Answer, type Route, redirect, type Visit } from '../route.ts';

export const broadcastsRoutes: Route[] = [
  { method: 'get', path: '/broadcasts', may: 'coordinator', handle: list },
  { method: 'get', path: '/broadcasts/new', may: 'coordinator', handle: composer },
  { method: 'post', path: '/broadcasts/count', may: 'coordinator', handle: count },
  { method: 'post', path: '/broadcasts/new', may: 'coordinator', handle: make },
];

const NEW = '/console/broadcasts/new';
const LONGEST_NAME = 80;
const LONGEST_NEWS = 600;
const LONGEST_SPREAD = 72;
const SAMPLE = 5;

async function list(visit: Visit): Promise<Answer> {
  const { t, desk, query } = visit;
  const { broadcasts } = desk.broadcasts.broadcasting;
  const [found, names] = await Promise.all([
    broadcasts.list({
      limit: PAGE_ROWS + 1,
      after: query.after,
      chamber: ownChamber(visit) ?? undefined,
    }),
    namesOf(desk),
  ]);
  const shown = found.slice(0, PAGE_ROWS);
  const next = found.length > PAGE_ROWS ? (shown.at(-1)?.id ?? null) : null;
  const body = html`
    <p><a class="button" href=${NEW}>${t('console-broadcasts:new')}</a></p>
    ${table(
      shown,
      [
        {
          title: t('console-broadcasts:name'),
          cell: (one: Broadcast): Html => html`<a href=${`/console/broadcasts/${one.id}`}>${one.name}</a>`,
        },
        {
          title: t('console-broadcasts:state'),
          cell: ({ state }: Broadcast): Html =>
            html`<span class=${`mark ${state}`}>${t(`console-broadcasts:states.${state}`)}</span>`,
        },
        {
          title: t('console-broadcasts:made'),
          cell: ({ createdAt }: Broadcast): Html => instant(visit, createdAt),
        },
        {
          title: t('console-broadcasts:by'),
          cell: ({ createdBy }: Broadcast): Html => names.get(createdBy) ?? createdBy,
        },
      ],
      { caption: t('console-broadcasts:title'), empty: t('console-broadcasts:empty') },
    )}
    ${pager(visit, next)}
  `;
  return { kind: 'page', title: t('console-broadcasts:title'), body };
}

/** Events that can still be answered, of the chambers the account works on. */
async function eventsAhead(visit: Visit): Promise<ProgrammeEvent[]> {
  const { desk } = visit;
  const chamber = ownChamber(visit) ?? undefined;
  return await desk.accompaniment.ports.events.list({ chamber, status: ['published'], from: desk.clock() });
}

async function composer(visit: Visit): Promise<Answer> {
  const { t, query } = visit;
  const text = (key: string) => t(`console-broadcasts:compose.${key}`);
  const events = await eventsAhead(visit);
  const about = [
    { value: '', text: text('news') },
    ...events.map(({ id, name, chamber }) => ({ value: id, text: `${name} (${chamber})` })),
  ];
  const words = (name: string) => html`
    <label class="field"><span>${text(name)}</span><textarea name=${name} rows="3" maxlength=${LONGEST_NEWS}></textarea></label>
  `;
  const live = {
    'hx-post': '/console/broadcasts/count',
    'hx-trigger': 'load, change from:#compose delay:400ms',
    'hx-include': 'closest form',
    'hx-swap': 'innerHTML',
  };
  const body = form(
    visit,
    NEW,
    html`
      <div class="side-by-side">
        <section class="card">
          <h2>${text('what')}</h2>
          ${input({ name: 'name', label: t('console-broadcasts:name'), required: true, maxlength: LONGEST_NAME, autocomplete: 'off' })}
          ${select({ name: 'event', label: text('about'), value: query.event ?? '', options: about })}
          ${words('text-es')}${words('text-en')}
          <p class="hint">${text('words-hint')}</p>
          <div class="side-by-side">
            ${input({ name: 'day', label: text('day'), type: 'date' })}
            ${input({ name: 'time', label: text('time'), type: 'time' })}
          </div>
          ${input({ name: 'spread', label: text('spread'), type: 'number', min: 0, max: LONGEST_SPREAD, value: 0 })}
        </section>
        <section class="card">
          <h2>${text('whom')}</h2>
          ${await audienceFields(visit, query)}
          <div aria-live="polite" ...${live}><p class="hint">${text('counting')}</p></div>
        </section>
      </div>
      <button>${text('plan')}</button>
    `,
    { id: 'compose' },
  );
  return { kind: 'page', title: t('console-broadcasts:new'), body };
}

/** How many it would be, and a few of them, while it is being composed. */
async function count(visit: Visit): Promise<Answer> {
  const { t, desk } = visit;
  const draft = draftFrom(visit);
  if (!draft) return { kind: 'fragment', body: html`<p class="hint">${t('said.bad.not-done')}</p>` };
  const { broadcasting } = desk.broadcasts;
  const plan = await planOf(broadcasting, draft);
  const sample = await broadcasting.audiences.sample(
    plan.persons.slice(0, SAMPLE).map(({ contactId }) => contactId),
  );
  const names = sample.map(({ name }) => name).filter(Boolean);
  const body = html`
    <p><strong>${t('console-broadcasts:people', { count: plan.people })}</strong></p>
    ${binsPart(visit, plan.bins)}
    ${names.length > 0 && html`<p class="hint">${t('console-broadcasts:sample', { names: names.join(', ') })}</p>`}
  `;
  return { kind: 'fragment', body };
}

async function make(visit: Visit): Promise<Answer> {
  const { desk, account, form: given, note } = visit;
  const draft = draftFrom(visit);
  const name = given.name?.trim() ?? '';
  const event = draft?.subject.kind === 'event' ? draft.subject.eventId : null;
  const known = event === null || (await eventsAhead(visit)).some(({ id }) => id === event);
  if (!draft || !known) return refused(visit, NEW, 'not-done');
  if (!name || (!event && !draft.values.es?.news)) return refused(visit, NEW, 'broadcast-no-words');
  const id = randomBytes(8).toString('hex');
  await desk.broadcasts.broadcasting.broadcasts.insert({
    ...draft,
    ...{ id, name: name.slice(0, LONGEST_NAME), createdBy: account.id, createdAt: desk.clock() },
  });
  await note('broadcast.drafted', id);
  return redirect(`/console/broadcasts/${id}`);
}

type Draft = Omit<NewBroadcast, 'id' | 'name' | 'createdBy' | 'createdAt'>;

function draftFrom(visit: Visit): Draft | null {
  const { form: given } = visit;
  const audience = audienceFrom(visit, given);
  if (!audience) return null;
  const event = given.event || null;
  const es = given['text-es']?.replace(/\s+/g, ' ').trim() ?? '';
  const en = given['text-en']?.replace(/\s+/g, ' ').trim() || es;
  return {
    notice: event ? 'invitation' : 'programme-news',
    subject: event ? { kind: 'event', eventId: event } : { kind: 'none' },
    values: event ? {} : { es: { news: es }, en: { news: en } },
    audience,
    startsAt: startOf(visit),
    spreadHours: spreadOf(given.spread),
  };
}

/** The hour that was chosen; now where none was, or it has passed. */
function startOf({ desk, form: given }: Visit): Date {
  const at = desk.accompaniment.calendar.instant(given.day ?? '', given.time || '09:00');
  return at > desk.clock() ? at : desk.clock();
}

function spreadOf(given: string | undefined): number {
  const hours = Math.trunc(Number(given));
  return hours > 0 ? Math.min(hours, LONGEST_SPREAD) : 0;
}
