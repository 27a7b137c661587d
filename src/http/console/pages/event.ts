import { type Html, html } from '../../../adapters/html/html.ts';
import { LONGEST_NEWS, type ProgrammeEvent, whereOf } from '../../../domain/event.ts';
import { RSVP_ANSWERS } from '../../../domain/rsvp.ts';
import { cancelEvent, type EventEdited, editEvent } from '../../../usecases/events/edit-event.ts';
import { type Guest, guestsOf } from '../../../usecases/events/guests.ts';
import { chamberNames, refused, sees } from '../accompaniment.ts';
import { eventFields, eventFrom } from '../event-form.ts';
import { form, instant, PAGE_ROWS, pager, table, tabs } from '../parts.ts';
import { type Answer, type Route, redirect, type Visit } from '../route.ts';
import { stateOf } from './events.ts';

export const eventRoutes: Route[] = [
  { method: 'get', path: '/events/:id', may: 'coordinator', handle: page },
  { method: 'post', path: '/events/:id/edit', may: 'coordinator', handle: edit },
  { method: 'post', path: '/events/:id/cancel', may: 'coordinator', handle: cancel },
];

/** An event of a chamber the account works on. */
export async function eventOf(visit: Visit): Promise<ProgrammeEvent | null> {
  const event = await visit.desk.accompaniment.ports.events.get(visit.params.id ?? '');
  return event && sees(visit, event.chamber) ? event : null;
}

async function page(visit: Visit): Promise<Answer> {
  const { t, desk, query } = visit;
  const event = await eventOf(visit);
  if (!event) return { kind: 'missing' };
  const { ports } = desk.accompaniment;
  const answer = RSVP_ANSWERS.find((one) => one === query.answer);
  const [counts, guests, chamberName] = await Promise.all([
    ports.rsvps.counts(event.id),
    guestsOf(ports, event.id, { answer }, { limit: PAGE_ROWS + 1, after: query.after }),
    chamberNames(visit),
  ]);
  const shown = guests.slice(0, PAGE_ROWS);
  const next = guests.length > PAGE_ROWS ? (shown.at(-1)?.rsvp.id ?? null) : null;
  const here = `/console/events/${event.id}`;
  const fact = (title: string, value: Html) => html`<dt>${title}</dt><dd>${value}</dd>`;
  const body = html`
    <p>${stateOf(visit, event)}</p>
    <dl class="facts">
      ${fact(t('console-route:sessions.when'), html`${instant(visit, event.startsAt)} – ${instant(visit, event.endsAt, 'time')}`)}
      ${fact(t('console-route:session.place'), whereOf(event.place))}
      ${fact(t('home.chamber'), chamberName(event.chamber))}
      ${fact(t('console-events:seats'), `${counts.seats}/${event.capacity}`)}
      ${fact(t('console-events:answers.yes'), counts.yes)}
      ${fact(t('console-events:answers.waiting'), counts.waiting)}
      ${fact(t('console-events:answers.no'), counts.no)}
      ${fact(t('console-events:attended'), counts.attended)}
    </dl>
    ${
      event.status !== 'cancelled' &&
      html`<p class="buttons">
        <a class="button" href=${`${here}/door`}>${t('console-events:door')}</a>
        <a class="button quiet" href=${`/console/broadcasts/new?event=${event.id}`}>${t('console-events:invite')}</a>
        <a class="button quiet" href=${`/console/certificates/batches?chamber=${event.chamber}`}>${t('console-events:certificates')}</a>
      </p>`
    }
    <h2 id="guests">${t('console-events:guests')}</h2>
    ${tabs(t('console-events:guests'), [
      { href: `${here}#guests`, text: t('console-events:everybody'), here: !answer },
      ...RSVP_ANSWERS.map((one) => ({
        href: `${here}?answer=${one}#guests`,
        text: t(`console-events:answers.${one}`),
        here: answer === one,
      })),
    ])}
    ${table(shown, columnsOf(visit), { caption: t('console-events:guests'), empty: t('console-events:no-guests') })}
    ${pager(visit, next)}
    ${event.status === 'published' && event.startsAt > desk.clock() && changes(visit, event)}
  `;
  return { kind: 'page', title: event.name, body };
}

type Row = Guest & { rsvp: NonNullable<Guest['rsvp']> };

function columnsOf(visit: Visit) {
  const { t } = visit;
  return [
    {
      title: t('console-route:enrolments.name'),
      cell: ({ name, contactId }: Row): Html =>
        html`<a href=${`/console/contacts/${contactId}`}>${name ?? t('console-route:session.no-name')}</a>`,
    },
    {
      title: t('console-route:enrolments.business'),
      cell: ({ businessName }: Row): Html => businessName ?? '—',
    },
    {
      title: t('console-events:answer'),
      cell: ({ rsvp }: Row): Html => t(`console-events:answers.${rsvp.answer}`),
    },
    {
      title: t('console-events:companions'),
      numeric: true,
      cell: ({ rsvp }: Row): Html => rsvp.companions,
    },
    {
      title: t('console-events:attended'),
      cell: ({ rsvp }: Row): Html => (rsvp.attendedAt ? instant(visit, rsvp.attendedAt, 'time') : '—'),
    },
  ];
}

function changes(visit: Visit, event: ProgrammeEvent): Html {
  const { t } = visit;
  const to = (what: string) => `/console/events/${event.id}/${what}`;
  const message = (required: boolean) =>
    html`<label class="field"><span>${t('console-events:message')}</span><textarea name="message" rows="2" required=${required} maxlength=${LONGEST_NEWS}></textarea></label>`;
  return html`
    <div class="side-by-side">
      ${form(
        visit,
        to('edit'),
        html`
          <h2>${t('console-events:edit')}</h2>
          ${eventFields(visit, event)}
          ${message(false)}
          <p class="hint">${t('console-events:edit-hint')}</p>
          <button>${t('console-events:save')}</button>
        `,
        { class: 'card' },
      )}
      ${form(
        visit,
        to('cancel'),
        html`
          <h2>${t('console-events:cancel')}</h2>
          ${message(true)}
          <p class="hint">${t('console-events:cancel-hint')}</p>
          <button class="quiet danger">${t('console-events:cancel-it')}</button>
        `,
        { class: 'card' },
      )}
    </div>
  `;
}

async function edit(visit: Visit): Promise<Answer> {
  const { desk, form: given } = visit;
  const event = await eventOf(visit);
  if (!event) return { kind: 'missing' };
  const wish = {
    ...{ id: event.id, change: eventFrom(visit), message: given.message ?? '' },
    now: desk.clock(),
  };
  const edited = await editEvent(desk.accompaniment.ports, wish);
  return await done(visit, event, { edited, what: 'event.edited', said: 'event-saved' });
}

async function cancel(visit: Visit): Promise<Answer> {
  const { desk, form: given } = visit;
  const event = await eventOf(visit);
  if (!event) return { kind: 'missing' };
  const wish = { id: event.id, message: given.message ?? '', now: desk.clock() };
  const edited = await cancelEvent(desk.accompaniment.ports, wish);
  return await done(visit, event, { edited, what: 'event.cancelled', said: 'event-cancelled' });
}

async function done(
  visit: Visit,
  { id }: ProgrammeEvent,
  { edited, what, said }: { edited: EventEdited; what: string; said: string },
): Promise<Answer> {
  const to = `/console/events/${id}`;
  if (edited.kind === 'refused') return refused(visit, to, `event-${edited.reason}`);
  if (edited.kind !== 'edited') return refused(visit, to, `event-${edited.kind}`);
  await visit.note(what, id);
  return redirect(to, edited.tells ? said : 'saved');
}
