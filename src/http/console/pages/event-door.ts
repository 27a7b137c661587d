import { randomUUID } from 'node:crypto';
import { type Html, html } from '../../../adapters/html/html.ts';
import type { ProgrammeEvent } from '../../../domain/event.ts';
import { type CheckedIn, checkInByCode, checkInContact } from '../../../usecases/events/check-in.ts';
import { findGuests, type Guest } from '../../../usecases/events/guests.ts';
import { refused, sees } from '../accompaniment.ts';
import { form, instant, table } from '../parts.ts';
import { type Answer, type Route, redirect, type Visit } from '../route.ts';
import { eventOf } from './event.ts';

export const eventDoorRoutes: Route[] = [
  { method: 'get', path: '/events/:id/door', may: 'coordinator', handle: page },
  { method: 'post', path: '/events/:id/door', may: 'coordinator', handle: checkIn },
];

/** For a telephone at the door: a code typed in, or a name looked up. */
async function page(visit: Visit): Promise<Answer> {
  const { t, desk, query } = visit;
  const event = await eventOf(visit);
  if (!event) return { kind: 'missing' };
  const { ports } = desk.accompaniment;
  const named = query.named?.trim() ?? '';
  const [counts, found, last] = await Promise.all([
    ports.rsvps.counts(event.id),
    findGuests(ports, event, named),
    lastOf(visit, event, query.last),
  ]);
  const here = `/console/events/${event.id}/door`;
  const body = html`
    ${last}
    <p class="hint">${t('console-events:came', { attended: counts.attended, yes: counts.yes })}</p>
    <div class="side-by-side">
    ${form(
      visit,
      here,
      html`
        <label class="field">
          <span>${t('console-events:code')}</span>
          <input name="code" inputmode="numeric" autocomplete="off" required maxlength="9" autofocus />
        </label>
        <button>${t('console-events:let-in')}</button>
      `,
      { class: 'card' },
    )}
    <form method="get" action=${here} class="card" role="search">
      <label class="field"><span>${t('console-events:named')}</span><input name="named" value=${named} autocomplete="off" required maxlength="60" /></label>
      <button class="quiet">${t('show')}</button>
    </form>
    </div>
    ${named && table(found, columnsOf(visit, here), { caption: t('console-events:guests'), empty: t('console-events:nobody') })}
    <p><a href=${`/console/events/${event.id}`}>${t('console-events:back')}</a></p>
  `;
  return { kind: 'page', title: `${t('console-events:door')} · ${event.name}`, body };
}

/** Who was let in last, large enough to read across a table. */
async function lastOf({ t, desk }: Visit, event: ProgrammeEvent, id?: string): Promise<Html> {
  const { rsvps, enrolments } = desk.accompaniment.ports;
  const rsvp = id ? await rsvps.get(id) : null;
  if (rsvp?.eventId !== event.id) return null;
  const [enrolment] = await enrolments.ofContact(rsvp.contactId);
  const name = enrolment?.name ?? t('console-route:session.no-name');
  return html`<p class="flash good">${t('console-events:let-in-last', { name, companions: rsvp.companions })}</p>`;
}

function columnsOf(visit: Visit, here: string) {
  const { t } = visit;
  return [
    { title: t('console-route:enrolments.name'), cell: ({ name }: Guest): Html => name ?? '—' },
    {
      title: t('console-route:enrolments.business'),
      cell: ({ businessName }: Guest): Html => businessName ?? '—',
    },
    {
      title: t('console-events:answer'),
      cell: ({ rsvp }: Guest): Html => t(`console-events:answers.${rsvp?.answer ?? 'none'}`),
    },
    {
      title: t('console-events:attended'),
      cell: ({ rsvp, contactId, name }: Guest): Html =>
        rsvp?.attendedAt
          ? instant(visit, rsvp.attendedAt, 'time')
          : form(
              visit,
              here,
              html`<input type="hidden" name="contact" value=${contactId} /><button>${t('console-events:let-in')}<span class="unseen"> ${name ?? ''}</span></button>`,
            ),
    },
  ];
}

async function checkIn(visit: Visit): Promise<Answer> {
  const { desk, form: given, note } = visit;
  const event = await eventOf(visit);
  if (!event) return { kind: 'missing' };
  const act = { eventId: event.id, key: `door-${randomUUID()}`, now: desk.clock() };
  const { ports } = desk.accompaniment;
  const came = given.contact
    ? await ofChamber(visit, event, given.contact, () =>
        checkInContact(ports, { ...act, contactId: given.contact ?? '' }),
      )
    : await checkInByCode(ports, { ...act, code: given.code ?? '' });
  const to = `/console/events/${event.id}/door`;
  if (came.kind === 'unknown') return refused(visit, to, 'event-unknown-code');
  if (came.kind === 'already') return refused(visit, to, 'event-already');
  await note('event.checked-in', came.rsvp.id);
  return redirect(`${to}?last=${encodeURIComponent(came.rsvp.id)}`, 'event-let-in');
}

/** Only people of a chamber that the account works on. */
async function ofChamber(
  visit: Visit,
  { chamber }: ProgrammeEvent,
  contactId: string,
  work: () => Promise<CheckedIn>,
): Promise<CheckedIn> {
  const own = await visit.desk.accompaniment.ports.enrolments.ofContact(contactId);
  const known = own.some((one) => one.chamber === chamber && sees(visit, one.chamber));
  return known ? await work() : { kind: 'unknown' };
}
