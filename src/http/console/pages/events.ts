import { randomBytes } from 'node:crypto';
import { type Html, html } from '../../../adapters/html/html.ts';
import type { ProgrammeEvent } from '../../../domain/event.ts';
import { makeEvent } from '../../../usecases/events/edit-event.ts';
import { chamberFilter, chamberNames, chambersOf, chosenChamber, refused } from '../accompaniment.ts';
import { eventFields, eventFrom } from '../event-form.ts';
import { form, instant, select, table } from '../parts.ts';
import { type Answer, type Route, redirect, type Visit } from '../route.ts';

export const eventsRoutes: Route[] = [
  { method: 'get', path: '/events', may: 'coordinator', handle: list },
  { method: 'get', path: '/events/new', may: 'coordinator', handle: page },
  { method: 'post', path: '/events/new', may: 'coordinator', handle: make },
];

const NEW = '/console/events/new';

async function list(visit: Visit): Promise<Answer> {
  const { t, desk } = visit;
  const chamber = chosenChamber(visit);
  const { events, rsvps } = desk.accompaniment.ports;
  const found = await events.list({ chamber: chamber ?? undefined });
  const rows = await Promise.all(
    found.toReversed().map(async (event) => ({ event, ...(await rsvps.counts(event.id)) })),
  );
  const name = await chamberNames(visit);
  const body = html`
    ${await chamberFilter(visit, { action: '/console/events', chamber })}
    ${table(
      rows,
      [
        {
          title: t('console-events:name'),
          cell: ({ event }): Html => html`<a href=${`/console/events/${event.id}`}>${event.name}</a>`,
        },
        {
          title: t('console-route:sessions.when'),
          cell: ({ event }): Html => instant(visit, event.startsAt),
        },
        { title: t('home.chamber'), cell: ({ event }): Html => name(event.chamber) },
        { title: t('console-events:state'), cell: ({ event }): Html => stateOf(visit, event) },
        {
          title: t('console-events:seats'),
          numeric: true,
          cell: ({ event, seats }): Html => `${seats}/${event.capacity}`,
        },
        { title: t('console-events:waiting'), numeric: true, cell: ({ waiting }): Html => waiting },
        { title: t('console-events:attended'), numeric: true, cell: ({ attended }): Html => attended },
      ],
      { caption: t('console-events:title'), empty: t('console-events:empty') },
    )}
    <p><a class="button" href=${NEW}>${t('console-events:new')}</a></p>
  `;
  return { kind: 'page', title: t('console-events:title'), body };
}

export function stateOf({ t }: Visit, { status }: Pick<ProgrammeEvent, 'status'>): Html {
  return html`<span class=${`mark ${status}`}>${t(`console-events:states.${status}`)}</span>`;
}

async function page(visit: Visit): Promise<Answer> {
  const { t } = visit;
  const chambers = await chambersOf(visit);
  const body = form(
    visit,
    NEW,
    html`
      ${select({ name: 'chamber', label: t('home.chamber'), value: '', options: chambers.map(({ id, name }) => ({ value: id, text: name })) })}
      ${eventFields(visit, null)}
      <p class="hint">${t('console-events:new-hint')}</p>
      <button>${t('console-events:make')}</button>
    `,
    { class: 'card narrow' },
  );
  return { kind: 'page', title: t('console-events:new'), body };
}

async function make(visit: Visit): Promise<Answer> {
  const { desk, form: given, note } = visit;
  const chamber = (await chambersOf(visit)).find(({ id }) => id === given.chamber);
  if (!chamber) return { kind: 'missing' };
  const plan = { ...eventFrom(visit), chamber: chamber.id };
  const id = randomBytes(6).toString('hex');
  const made = await makeEvent(desk.accompaniment.ports, { id, plan, now: desk.clock() });
  if (made.kind === 'refused') return refused(visit, NEW, `event-${made.reason}`);
  await note('event.made', id);
  return redirect(`/console/events/${id}`, 'event-made');
}
