import { randomUUID } from 'node:crypto';
import { type Html, html } from '../../../adapters/html/html.ts';
import { type Enrolment, minutesOf, STAGES } from '../../../domain/enrolment.ts';
import { chamberNames, refused, sees } from '../accompaniment.ts';
import { form, input, instant, namesOf, select, table } from '../parts.ts';
import { type Answer, type Route, redirect, type Visit } from '../route.ts';
import { hoursText } from './enrolments.ts';

export const enrolmentRoutes: Route[] = [
  { method: 'get', path: '/enrolments/:id', may: 'coordinator', handle: page },
  { method: 'post', path: '/enrolments/:id/stage', may: 'coordinator', handle: stage },
  { method: 'post', path: '/enrolments/:id/hours', may: 'coordinator', handle: hours },
  { method: 'post', path: '/enrolments/:id/names', may: 'coordinator', handle: names },
  { method: 'post', path: '/enrolments/:id/status', may: 'coordinator', handle: status },
];

/** The route's hours (programa-fortaleser.txt). */
const ROUTE_HOURS = 50;
const LONGEST = { name: 120, reason: 200 } as const;
/** A correction is never more than the route itself. */
const MOST_MINUTES = ROUTE_HOURS * 60;

async function find(visit: Visit): Promise<Enrolment | null> {
  const enrolment = await visit.desk.accompaniment.ports.enrolments.get(visit.params.id ?? '');
  return enrolment && sees(visit, enrolment.chamber) ? enrolment : null;
}

async function page(visit: Visit): Promise<Answer> {
  const { t, desk } = visit;
  const enrolment = await find(visit);
  if (!enrolment) return { kind: 'missing' };
  const { ports } = desk.accompaniment;
  const [bookings, people] = await Promise.all([
    ports.bookings.ofContact(enrolment.contactId, new Date(0)),
    namesOf(desk),
  ]);
  const { name, businessName, chamber, contactId, source, consentedAt } = enrolment;
  const minutes = minutesOf(enrolment);
  const chamberName = await chamberNames(visit);
  const who = (by: string) => people.get(by) ?? by;
  const body = html`
    ${enrolment.status === 'withdrawn' && html`<p class="flash bad">${t('console-route:enrolment.withdrawn')}</p>`}
    <dl class="facts">
      <dt>${t('console-route:enrolments.business')}</dt><dd>${businessName ?? '—'}</dd>
      <dt>${t('home.chamber')}</dt><dd>${chamberName(chamber)}${enrolment.territory && ` · ${enrolment.territory}`}</dd>
      <dt>${t('console-route:enrolments.stage')}</dt><dd><span class="mark">${t(`console-route:stages.${enrolment.stage}`)}</span></dd>
      <dt>${t('console-route:enrolments.hours')}</dt>
      <dd>${hoursText(visit, minutes)} ${t('console-route:enrolment.of', { hours: ROUTE_HOURS })} <progress max=${ROUTE_HOURS * 60} value=${Math.max(0, minutes)} aria-label=${t('console-route:enrolments.hours')}></progress></dd>
      <dt>${t('console-route:enrolments.source')}</dt><dd>${source || '—'}</dd>
      <dt>${t('console-route:enrolments.consented')}</dt><dd>${instant(visit, consentedAt)}</dd>
    </dl>
    <p class="buttons">
      <a class="button quiet" href=${`/console/chats/${contactId}`}>${t('contact.messages')}</a>
      <a class="button quiet" href=${`/console/contacts/${contactId}`}>${t('chat.contact')}</a>
      <a class="button quiet" href=${`/console/certificates/enrolments/${enrolment.id}`}>${t('console-certificates:one')}</a>
    </p>
    <h2>${t('console-route:enrolment.sessions')}</h2>
    ${table(
      bookings.filter(({ state }) => state !== 'held'),
      [
        {
          title: t('console-route:sessions.when'),
          cell: ({ sessionId, startsAt }) =>
            html`<a href=${`/console/sessions/${encodeURIComponent(sessionId)}`}>${instant(visit, startsAt)}</a>`,
        },
        { title: t('console-route:sessions.kind'), cell: ({ kind }) => t(`console-route:kinds.${kind}`) },
        {
          title: t('console-route:enrolments.status'),
          cell: ({ state }) =>
            html`<span class=${`mark ${state}`}>${t(`console-route:states.${state}`)}</span>`,
        },
      ],
      { caption: t('console-route:enrolment.sessions'), empty: t('console-route:enrolment.no-sessions') },
    )}
    <h2>${t('console-route:enrolment.credits')}</h2>
    ${table(
      enrolment.credits,
      [
        { title: t('audit.at'), cell: ({ at }) => instant(visit, at) },
        {
          title: t('console-route:enrolments.hours'),
          numeric: true,
          cell: (one) => hoursText(visit, one.minutes),
        },
        { title: t('home.why'), cell: ({ reason }) => reasonText(visit, reason) },
        { title: t('audit.who'), cell: ({ by }) => who(by) },
      ],
      { caption: t('console-route:enrolment.credits'), empty: t('console-route:enrolment.no-credits') },
    )}
    <h2>${t('console-route:enrolment.history')}</h2>
    ${table(
      enrolment.history,
      [
        { title: t('audit.at'), cell: ({ at }) => instant(visit, at) },
        { title: t('console-route:enrolments.stage'), cell: (one) => t(`console-route:stages.${one.stage}`) },
        { title: t('audit.who'), cell: ({ by }) => who(by) },
      ],
      { caption: t('console-route:enrolment.history'), empty: '' },
    )}
    <div class="side-by-side">${changes(visit, enrolment)}</div>
  `;
  return { kind: 'page', title: name ?? t('console-route:session.no-name'), body };
}

/** Attendance gives the kind of session; a person gives words. */
function reasonText({ t, desk, locale }: Visit, reason: string): string {
  const kind = `console-route:kinds.${reason}`;
  return /^[a-z-]+$/.test(reason) && desk.texts.has(locale, kind) ? t(kind) : reason;
}

function changes(visit: Visit, enrolment: Enrolment): Html {
  const { t } = visit;
  const to = (what: string) => `/console/enrolments/${enrolment.id}/${what}`;
  const card = { class: 'card' };
  const active = enrolment.status === 'active';
  return html`
    ${
      active &&
      form(
        visit,
        to('stage'),
        html`
          <h2>${t('console-route:enrolment.move')}</h2>
          ${select({ name: 'stage', label: t('console-route:enrolments.stage'), value: enrolment.stage, options: STAGES.map((one) => ({ value: one, text: t(`console-route:stages.${one}`) })) })}
          <button>${t('console-route:enrolment.move-it')}</button>
        `,
        card,
      )
    }
    ${
      active &&
      form(
        visit,
        to('hours'),
        html`
          <h2>${t('console-route:enrolment.correct')}</h2>
          <input type="hidden" name="key" value=${`desk-${randomUUID()}`} />
          ${input({ name: 'minutes', label: t('console-route:enrolment.minutes'), type: 'number', step: 1, min: -MOST_MINUTES, max: MOST_MINUTES, required: true })}
          ${input({ name: 'reason', label: t('console-route:enrolment.reason'), required: true, maxlength: LONGEST.reason })}
          <button>${t('console-route:enrolment.correct-it')}</button>
        `,
        card,
      )
    }
    ${form(
      visit,
      to('names'),
      html`
        <h2>${t('console-route:enrolment.rename')}</h2>
        ${input({ name: 'name', label: t('console-route:enrolments.full-name'), required: true, maxlength: LONGEST.name, value: enrolment.name ?? '' })}
        ${input({ name: 'business', label: t('console-route:enrolments.business'), required: true, maxlength: LONGEST.name, value: enrolment.businessName ?? '' })}
        <button>${t('console-route:advisor.save')}</button>
      `,
      card,
    )}
    ${form(
      visit,
      to('status'),
      html`
        <h2>${t(`console-route:enrolment.${active ? 'withdraw' : 'reinstate'}`)}</h2>
        <p class="hint">${t(`console-route:enrolment.${active ? 'withdraw' : 'reinstate'}-hint`)}</p>
        <button name="to" value=${active ? 'withdrawn' : 'active'} class=${active ? 'quiet danger' : ''}>${t(`console-route:enrolment.${active ? 'withdraw' : 'reinstate'}`)}</button>
      `,
      card,
    )}
  `;
}

async function changed(
  visit: Visit,
  change: (enrolment: Enrolment) => Promise<boolean | string>,
): Promise<Answer> {
  const enrolment = await find(visit);
  if (!enrolment) return { kind: 'missing' };
  const to = `/console/enrolments/${enrolment.id}`;
  const done = await change(enrolment);
  if (done === true) return redirect(to, 'saved');
  return refused(visit, to, done === false ? 'not-done' : done);
}

async function stage(visit: Visit): Promise<Answer> {
  const { desk, account, form: given } = visit;
  const goal = STAGES.find((one) => one === given.stage);
  return await changed(visit, async ({ id }) =>
    goal
      ? desk.accompaniment.ports.enrolments.moveTo(id, { stage: goal, at: desk.clock(), by: account.id })
      : false,
  );
}

async function hours(visit: Visit): Promise<Answer> {
  const { desk, account, form: given } = visit;
  const minutes = Number(given.minutes);
  const reason = given.reason?.trim().slice(0, LONGEST.reason) ?? '';
  const { key = '' } = given;
  return await changed(visit, async ({ id, status: now }) => {
    if (now !== 'active') return false;
    if (!Number.isInteger(minutes) || minutes === 0 || Math.abs(minutes) > MOST_MINUTES) return 'no-number';
    if (!reason) return 'empty';
    if (!/^desk-[\w-]{36}$/.test(key)) return false;
    const credit = { key, minutes, at: desk.clock(), by: account.id, reason };
    // The form sent twice is one correction.
    await desk.accompaniment.ports.enrolments.credit(id, credit);
    return true;
  });
}

async function names(visit: Visit): Promise<Answer> {
  const { desk, account, form: given } = visit;
  const name = given.name?.trim().slice(0, LONGEST.name);
  const businessName = given.business?.trim().slice(0, LONGEST.name);
  return await changed(visit, async ({ id }) => {
    if (!name || !businessName) return 'empty';
    const done = await desk.accompaniment.ports.enrolments.rename(id, { name, businessName, by: account.id });
    return done || 'same-name';
  });
}

async function status(visit: Visit): Promise<Answer> {
  const { desk, account, form: given } = visit;
  const { enrolments } = desk.accompaniment.ports;
  return await changed(visit, ({ id }) =>
    given.to === 'active'
      ? enrolments.reinstate(id, desk.clock(), account.id)
      : enrolments.withdraw(id, desk.clock(), account.id),
  );
}
