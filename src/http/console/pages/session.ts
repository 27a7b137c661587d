import { randomUUID } from 'node:crypto';
import { type Html, html } from '../../../adapters/html/html.ts';
import type { Session } from '../../../domain/session.ts';
import type { Participant } from '../../../usecases/console/session-desk.ts';
import { markAttendance } from '../../../usecases/sessions/attendance.ts';
import { cancelSession, MOST_MESSAGE } from '../../../usecases/sessions/cancel-session.ts';
import { giveSession } from '../../../usecases/sessions/give-session.ts';
import { advisorsOf, chamberNames, refused, sees } from '../accompaniment.ts';
import { form, instant, select, table } from '../parts.ts';
import { type Answer, type Route, redirect, type Visit } from '../route.ts';

export const sessionRoutes: Route[] = [
  { method: 'get', path: '/sessions/:id', may: 'coordinator', handle: page },
  { method: 'post', path: '/sessions/:id/attendance', may: 'coordinator', handle: attendance },
  { method: 'post', path: '/sessions/:id/assign', may: 'coordinator', handle: assign },
  { method: 'post', path: '/sessions/:id/cancel', may: 'coordinator', handle: cancel },
];

async function find(visit: Visit): Promise<Session | null> {
  const session = await visit.desk.accompaniment.ports.sessions.get(visit.params.id ?? '');
  return session && sees(visit, session.chamber) ? session : null;
}

async function page(visit: Visit): Promise<Answer> {
  const { t, desk } = visit;
  const session = await find(visit);
  if (!session) return { kind: 'missing' };
  const { ports, desk: sessions } = desk.accompaniment;
  const [people, advisor] = await Promise.all([
    sessions.people(session.id),
    session.advisorId ? ports.advisors.get(session.advisorId) : null,
  ]);
  const { kind, startsAt, endsAt, seats, place, chamber, status } = session;
  const chamberName = await chamberNames(visit);
  const begun = startsAt <= desk.clock();
  const body = html`
    ${status === 'cancelled' && html`<p class="flash bad">${t('console-route:session.cancelled')}</p>`}
    <dl class="facts">
      <dt>${t('console-route:sessions.when')}</dt><dd>${instant(visit, startsAt)} – ${instant(visit, endsAt, 'time')}</dd>
      <dt>${t('console-route:sessions.advisor')}</dt>
      <dd>${advisor ? html`<a href=${`/console/advisors/${advisor.id}`}>${advisor.name}</a>` : html`<span class="mark urgent">${t('console-route:sessions.nobody')}</span>`}</dd>
      <dt>${t('console-route:session.place')}</dt><dd>${[place.address, place.link].filter(Boolean).join(' · ') || '—'}</dd>
      <dt>${t('home.chamber')}</dt><dd>${chamberName(chamber)}</dd>
      <dt>${t('console-route:sessions.booked')}</dt><dd>${people.length}/${seats}</dd>
    </dl>
    <h2 id="people">${t('console-route:session.people')}</h2>
    ${table(people, columnsOf(visit, session, begun), { caption: t('console-route:session.people'), empty: t('console-route:session.nobody-booked') })}
    ${begun && people.length > 0 && html`<p class="hint">${t('console-route:session.attendance-hint')}</p>`}
    ${!begun && status === 'open' && (await changes(visit, session))}
  `;
  return { kind: 'page', title: t(`console-route:kinds.${kind}`), body };
}

function columnsOf(visit: Visit, { id }: Session, begun: boolean) {
  const { t } = visit;
  return [
    {
      title: t('console-route:enrolments.name'),
      cell: ({ name, enrolmentId, contactId }: Participant): Html =>
        html`<a href=${enrolmentId ? `/console/enrolments/${enrolmentId}` : `/console/contacts/${contactId}`}>${name ?? t('console-route:session.no-name')}</a>`,
    },
    {
      title: t('console-route:enrolments.business'),
      cell: ({ businessName }: Participant): Html => businessName ?? '—',
    },
    {
      title: t('console-route:session.confirmed'),
      cell: ({ confirmedAt }: Participant): Html =>
        confirmedAt ? t('console-route:session.yes') : t('console-route:session.not-yet'),
    },
    {
      title: t('console-route:session.attendance'),
      cell: (booking: Participant): Html => (begun ? marks(visit, id, booking) : stateMark(visit, booking)),
    },
  ];
}

function stateMark({ t }: Visit, { state }: Participant): Html {
  return html`<span class=${`mark ${state}`}>${t(`console-route:states.${state}`)}</span>`;
}

/** Both buttons stay: a mark made by mistake is put right, and the hours follow. */
function marks(visit: Visit, sessionId: string, booking: Participant): Html {
  const { t } = visit;
  const button = (came: boolean, state: string) =>
    html`<button name="came" value=${came ? 'yes' : 'no'} class=${booking.state === state ? '' : 'quiet'} aria-pressed=${booking.state === state ? 'true' : 'false'}>${t(`console-route:session.came-${came ? 'yes' : 'no'}`)}<span class="unseen"> ${booking.name ?? ''}</span></button>`;
  return form(
    visit,
    `/console/sessions/${encodeURIComponent(sessionId)}/attendance`,
    html`
      <input type="hidden" name="booking" value=${booking.id} />
      <div class="buttons">${button(true, 'attended')}${button(false, 'missed')}</div>
    `,
  );
}

async function changes(visit: Visit, session: Session): Promise<Html> {
  const { t } = visit;
  const advisors = await advisorsOf(visit, session.chamber);
  const options = [
    { value: '', text: t('console-route:sessions.nobody') },
    ...advisors.map(({ id, name }) => ({ value: id, text: name })),
  ];
  const to = (what: string) => `/console/sessions/${encodeURIComponent(session.id)}/${what}`;
  return html`
    <div class="side-by-side">
      ${form(
        visit,
        to('assign'),
        html`
          <h2>${t('console-route:session.assign')}</h2>
          ${select({ name: 'advisor', label: t('console-route:sessions.advisor'), value: session.advisorId ?? '', options })}
          <button>${t('console-route:session.assign-it')}</button>
        `,
        { class: 'card' },
      )}
      ${form(
        visit,
        to('cancel'),
        html`
          <h2>${t('console-route:session.cancel')}</h2>
          <label class="field"><span>${t('console-route:session.message')}</span><textarea name="message" rows="3" required maxlength=${MOST_MESSAGE}></textarea></label>
          <p class="hint">${t('console-route:session.cancel-hint')}</p>
          <button class="quiet danger">${t('console-route:session.cancel-it')}</button>
        `,
        { class: 'card' },
      )}
    </div>
  `;
}

async function attendance(visit: Visit): Promise<Answer> {
  const { desk, account, form: given, note } = visit;
  const session = await find(visit);
  const { bookings, enrolments } = desk.accompaniment.ports;
  const booking = session && (await bookings.get(given.booking ?? ''));
  if (!session || booking?.sessionId !== session.id || !given.came) return { kind: 'missing' };
  const came = given.came === 'yes';
  const act = { key: `desk-${randomUUID()}`, bookingId: booking.id, came, by: account.id, now: desk.clock() };
  const marked = await markAttendance({ bookings, enrolments }, act);
  const to = `/console/sessions/${encodeURIComponent(session.id)}`;
  if (marked.kind !== 'marked') return refused(visit, to, marked.kind);
  await note(`booking.${came ? 'attended' : 'missed'}`, booking.id);
  return redirect(to, 'marked');
}

async function assign(visit: Visit): Promise<Answer> {
  const { desk, form: given, note } = visit;
  const session = await find(visit);
  if (!session) return { kind: 'missing' };
  const wish = { sessionId: session.id, to: given.advisor || null, key: `desk-${randomUUID()}` };
  const assigned = await giveSession(desk.accompaniment, wish);
  if (assigned.kind !== 'assigned')
    return refused(visit, `/console/sessions/${encodeURIComponent(session.id)}`, assigned.kind);
  await note('session.assigned', assigned.session.id);
  return redirect(`/console/sessions/${encodeURIComponent(assigned.session.id)}`, 'assigned');
}

async function cancel(visit: Visit): Promise<Answer> {
  const { desk, form: given, note } = visit;
  const session = await find(visit);
  if (!session) return { kind: 'missing' };
  const act = { sessionId: session.id, message: given.message ?? '', now: desk.clock() };
  const cancelled = await cancelSession(desk.accompaniment, act);
  const to = `/console/sessions/${encodeURIComponent(session.id)}`;
  if (cancelled.kind !== 'cancelled') return refused(visit, to, cancelled.kind);
  await note('session.cancelled', session.id);
  return redirect(to, 'session-cancelled');
}
