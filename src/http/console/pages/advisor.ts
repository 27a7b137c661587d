import { type Html, html } from '../../../adapters/html/html.ts';
import type { Advisor } from '../../../domain/advisor.ts';
import { readDay, readSpans, withWeekdays, writeSpans } from '../../../domain/availability.ts';
import { SESSION_KINDS } from '../../../domain/session.ts';
import { type AdvisorEdit, editAdvisor, exceptionOn } from '../../../usecases/advisors/edit-advisor.ts';
import { removeAdvisor } from '../../../usecases/advisors/remove-advisor.ts';
import { chamberNames, refused, sees } from '../accompaniment.ts';
import { form, input, table } from '../parts.ts';
import { type Answer, type Route, redirect, type Visit } from '../route.ts';
import { linkOf } from './new-session.ts';

export const advisorRoutes: Route[] = [
  { method: 'get', path: '/advisors/:id', may: 'coordinator', handle: page },
  { method: 'post', path: '/advisors/:id/hours', may: 'coordinator', handle: hours },
  { method: 'post', path: '/advisors/:id/exception', may: 'coordinator', handle: exception },
  { method: 'post', path: '/advisors/:id/settings', may: 'coordinator', handle: settings },
  { method: 'post', path: '/advisors/:id/remove', may: 'coordinator', handle: remove },
];

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];
const DAY_HOURS = '08:00-12:00, 14:00-17:00';
const MOST = { buffer: 120, perDay: 20 } as const;

async function find(visit: Visit): Promise<Advisor | null> {
  const advisor = await visit.desk.accompaniment.ports.advisors.get(visit.params.id ?? '');
  return advisor && sees(visit, advisor.chamber) ? advisor : null;
}

async function page(visit: Visit): Promise<Answer> {
  const { t } = visit;
  const advisor = await find(visit);
  if (!advisor) return { kind: 'missing' };
  const active = advisor.status === 'active';
  const chamberName = await chamberNames(visit);
  const body = html`
    ${!active && html`<p class="flash bad">${t('console-route:advisor.removed')}</p>`}
    <p>${chamberName(advisor.chamber)} · <a href=${`/console/chats/${advisor.contactId}`}>${t('contact.messages')}</a> · <a href=${`/console/sessions?chamber=${advisor.chamber}`}>${t('console-route:advisor.calendar')}</a></p>
    ${active && html`<div class="side-by-side">${hoursForm(visit, advisor)}<div>${exceptionsPart(visit, advisor)}</div></div>${settingsForm(visit, advisor)}${removalForm(visit, advisor)}`}
  `;
  return { kind: 'page', title: advisor.name, body };
}

function hoursForm(visit: Visit, { id, weekly }: Advisor): Html {
  const { t } = visit;
  return form(
    visit,
    `/console/advisors/${id}/hours`,
    html`
      <h2>${t('console-route:advisor.week')}</h2>
      <p class="hint">${t('console-route:advisor.week-hint', { hours: DAY_HOURS })}</p>
      ${WEEKDAYS.map((weekday) =>
        input({
          name: `day-${weekday}`,
          label: t(`console-route:weekdays.${weekday}`),
          value: writeSpans(weekly.filter((one) => one.weekday === weekday)),
          placeholder: t('console-route:advisor.closed'),
          autocomplete: 'off',
        }),
      )}
      <button>${t('console-route:advisor.save')}</button>
    `,
    { class: 'card week-hours' },
  );
}

function exceptionsPart(visit: Visit, { id, exceptions }: Advisor): Html {
  const { t, desk } = visit;
  const { calendar } = desk.accompaniment;
  const today = calendar.dayOf(desk.clock());
  const to = `/console/advisors/${id}/exception`;
  const takeBack = (date: string) =>
    form(
      visit,
      to,
      html`<input type="hidden" name="date" value=${date} /><button name="what" value="back" class="quiet">${t('console-route:advisor.take-back')}<span class="unseen"> ${date}</span></button>`,
    );
  return html`
    ${form(
      visit,
      to,
      html`
        <h2>${t('console-route:advisor.exceptions')}</h2>
        <p class="hint">${t('console-route:advisor.exceptions-hint')}</p>
        ${input({ name: 'date', label: t('console-route:advisor.date'), type: 'date', required: true, min: today })}
        ${input({ name: 'hours', label: t('console-route:advisor.date-hours'), placeholder: t('console-route:advisor.closed'), autocomplete: 'off' })}
        <button name="what" value="set">${t('console-route:advisor.save')}</button>
      `,
      { class: 'card' },
    )}
    ${table(
      exceptions.filter(({ date }) => date >= today),
      [
        { title: t('console-route:advisor.date'), cell: ({ date }) => dateText(visit, date) },
        {
          title: t('console-route:advisors.hours'),
          cell: ({ hours: own }) => writeSpans(own) || t('console-route:advisor.closed'),
        },
        { title: t('console-route:advisor.change'), cell: ({ date }) => takeBack(date) },
      ],
      { caption: t('console-route:advisor.exceptions'), empty: t('console-route:advisor.no-exceptions') },
    )}
  `;
}

function dateText({ desk, locale }: Visit, date: string): string {
  return desk.texts.date(locale, desk.accompaniment.calendar.instant(date, '12:00'));
}

function settingsForm(visit: Visit, advisor: Advisor): Html {
  const { t, desk } = visit;
  const { territories } = desk.accompaniment;
  const check = (name: string, text: string, checked: boolean) =>
    html`<label class="check"><input type="checkbox" name=${name} value="1" checked=${checked} /> <span>${text}</span></label>`;
  return form(
    visit,
    `/console/advisors/${advisor.id}/settings`,
    html`
      <h2>${t('console-route:advisor.settings')}</h2>
      <div class="side-by-side">
        ${input({ name: 'buffer', label: t('console-route:advisor.buffer'), type: 'number', min: 0, max: MOST.buffer, step: 15, required: true, value: advisor.bufferMinutes })}
        ${input({ name: 'max', label: t('console-route:advisor.max'), type: 'number', min: 1, max: MOST.perDay, required: true, value: advisor.maxPerDay })}
        ${input({ name: 'address', label: t('console-route:advisor.address'), maxlength: 200, value: advisor.place.address ?? '' })}
        ${input({ name: 'link', label: t('console-route:advisor.link'), type: 'url', maxlength: 300, value: advisor.place.link ?? '' })}
      </div>
      <fieldset>
        <legend>${t('console-route:advisor.kinds')}</legend>
        ${SESSION_KINDS.map((kind) => check(`kind-${kind}`, t(`console-route:kinds.${kind}`), advisor.kinds.includes(kind)))}
      </fieldset>
      <details>
        <summary>${t('console-route:advisor.territories', { count: advisor.territories.length })}</summary>
        <fieldset>
          <legend class="unseen">${t('console-route:advisor.territories', { count: advisor.territories.length })}</legend>
          ${territories.map(({ id, name }) => check(`territory-${id}`, name, advisor.territories.includes(id)))}
        </fieldset>
      </details>
      <button>${t('console-route:advisor.save')}</button>
    `,
    { class: 'card' },
  );
}

function removalForm(visit: Visit, { id }: Advisor): Html {
  const { t } = visit;
  return html`
    <details>
      <summary>${t('console-route:advisor.remove')}</summary>
      ${form(
        visit,
        `/console/advisors/${id}/remove`,
        html`
          <p class="hint">${t('console-route:advisor.remove-hint')}</p>
          <button class="quiet danger">${t('console-route:advisor.remove-it')}</button>
        `,
        { class: 'card narrow' },
      )}
    </details>
  `;
}

async function remove(visit: Visit): Promise<Answer> {
  const { desk, note } = visit;
  const advisor = await find(visit);
  if (!advisor) return { kind: 'missing' };
  await removeAdvisor(desk.accompaniment, { id: advisor.id, now: desk.clock() });
  await note('advisor.removed', advisor.id);
  return redirect('/console/sessions', 'advisor-removed');
}

async function change(visit: Visit, what: string, edit: AdvisorEdit): Promise<Answer> {
  const { desk, params, note } = visit;
  const id = params.id ?? '';
  if (!(await editAdvisor(desk.accompaniment.ports.advisors, id, edit))) return { kind: 'missing' };
  await note(what, id);
  return redirect(`/console/advisors/${id}`, 'saved');
}

async function hours(visit: Visit): Promise<Answer> {
  const { form: given } = visit;
  const advisor = await find(visit);
  if (!advisor) return { kind: 'missing' };
  const days = WEEKDAYS.map((weekday) => ({ weekday, spans: readSpans(given[`day-${weekday}`] ?? '') }));
  if (days.some(({ spans }) => spans === null))
    return refused(visit, `/console/advisors/${advisor.id}`, 'no-hours');
  return await change(visit, 'advisor.hours', () => ({
    weekly: days.flatMap(({ weekday, spans }) => withWeekdays([], [weekday], spans ?? [])),
  }));
}

async function exception(visit: Visit): Promise<Answer> {
  const { form: given } = visit;
  const advisor = await find(visit);
  if (!advisor) return { kind: 'missing' };
  const to = `/console/advisors/${advisor.id}`;
  const date = readDay(given.date ?? '');
  if (!date) return refused(visit, to, 'no-day');
  if (given.what === 'back') return await change(visit, 'advisor.exception', exceptionOn(date, null));
  const spans = readSpans(given.hours ?? '');
  if (!spans) return refused(visit, to, 'no-hours');
  return await change(visit, 'advisor.exception', exceptionOn(date, spans));
}

async function settings(visit: Visit): Promise<Answer> {
  const { desk, form: given } = visit;
  const advisor = await find(visit);
  if (!advisor) return { kind: 'missing' };
  const to = `/console/advisors/${advisor.id}`;
  const bufferMinutes = Number(given.buffer);
  const maxPerDay = Number(given.max);
  if (!isWithin(bufferMinutes, [0, MOST.buffer]) || !isWithin(maxPerDay, [1, MOST.perDay]))
    return refused(visit, to, 'no-number');
  const kinds = SESSION_KINDS.filter((kind) => given[`kind-${kind}`]);
  if (kinds.length === 0) return refused(visit, to, 'no-kinds');
  const { territories } = desk.accompaniment;
  return await change(visit, 'advisor.edited', () => ({
    ...{ bufferMinutes, maxPerDay, kinds },
    territories: territories.map(({ id }) => id).filter((id) => given[`territory-${id}`]),
    place: { address: given.address?.trim() || null, link: linkOf(given.link) },
  }));
}

function isWithin(value: number, [least, most]: [number, number]): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
