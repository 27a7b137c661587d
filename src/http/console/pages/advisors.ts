import { type Html, html } from '../../../adapters/html/html.ts';
import type { Advisor } from '../../../domain/advisor.ts';
import { readSpans } from '../../../domain/availability.ts';
import { SESSION_KINDS } from '../../../domain/session.ts';
import { addAdvisor } from '../../../usecases/advisors/add-advisor.ts';
import {
  advisorsOf,
  chamberFilter,
  chamberNames,
  chambersOf,
  chosenChamber,
  refused,
} from '../accompaniment.ts';
import { form, input, select, table } from '../parts.ts';
import { type Answer, type Route, redirect, type Visit } from '../route.ts';

export const advisorsRoutes: Route[] = [
  { method: 'get', path: '/advisors', may: 'coordinator', handle: list },
  { method: 'get', path: '/advisors/new', may: 'coordinator', handle: page },
  { method: 'post', path: '/advisors/new', may: 'coordinator', handle: add },
];

const NEW = '/console/advisors/new';
/** What somebody new begins with; all of it is changed on their page. */
const WORKING_HOURS = '08:00-12:00, 14:00-17:00';
const WORKING_DAYS = [1, 2, 3, 4, 5];
const BUFFER_MINUTES = 15;
const MOST_A_DAY = 6;

async function list(visit: Visit): Promise<Answer> {
  const { t } = visit;
  const chamber = chosenChamber(visit);
  const body = html`
    ${await chamberFilter(visit, { action: '/console/advisors', chamber })}
    ${table(await advisorsOf(visit, chamber), columnsOf(visit, await chamberNames(visit)), { caption: t('console-route:advisors.title'), empty: t('console-route:advisors.empty') })}
    <p><a class="button" href=${NEW}>${t('console-route:advisors.add')}</a></p>
  `;
  return { kind: 'page', title: t('console-route:advisors.title'), body };
}

function columnsOf({ t }: Visit, chamberName: (id: string) => string) {
  return [
    {
      title: t('console-route:enrolments.name'),
      cell: ({ id, name }: Advisor): Html => html`<a href=${`/console/advisors/${id}`}>${name}</a>`,
    },
    { title: t('home.chamber'), cell: ({ chamber }: Advisor): Html => chamberName(chamber) },
    {
      title: t('console-route:advisor.kinds'),
      cell: ({ kinds }: Advisor): Html => kinds.map((kind) => t(`console-route:kinds.${kind}`)).join(', '),
    },
    {
      title: t('console-route:advisors.hours'),
      numeric: true,
      cell: ({ weekly }: Advisor): Html => `${hoursOf(weekly)} h`,
    },
    {
      title: t('console-route:advisor.max'),
      numeric: true,
      cell: ({ maxPerDay }: Advisor): Html => maxPerDay,
    },
  ];
}

function hoursOf(weekly: Advisor['weekly']): number {
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  return weekly.reduce((sum, { from, to }) => sum + minutes(to) - minutes(from), 0) / 60;
}

async function page(visit: Visit): Promise<Answer> {
  const { t } = visit;
  const chambers = await chambersOf(visit);
  const body = form(
    visit,
    NEW,
    html`
      ${input({ name: 'name', label: t('console-route:enrolments.name'), required: true, maxlength: 60, autocomplete: 'off' })}
      ${input({ name: 'phone', label: t('console-route:advisors.phone'), type: 'tel', required: true, autocomplete: 'off' })}
      ${select({ name: 'chamber', label: t('home.chamber'), value: '', options: chambers.map(({ id, name }) => ({ value: id, text: name })) })}
      <p class="hint">${t('console-route:advisors.hint', { hours: WORKING_HOURS })}</p>
      <button>${t('console-route:advisors.add')}</button>
    `,
    { class: 'card narrow' },
  );
  return { kind: 'page', title: t('console-route:advisors.add'), body };
}

async function add(visit: Visit): Promise<Answer> {
  const { desk, form: given, note } = visit;
  const { ports, readPhone, territories, channel } = desk.accompaniment;
  const chamber = (await chambersOf(visit)).find(({ id }) => id === given.chamber);
  if (!chamber) return { kind: 'missing' };
  const spans = readSpans(WORKING_HOURS) ?? [];
  const added = await addAdvisor(
    { ports, readPhone, territories, channel, now: desk.clock() },
    {
      ...{ name: given.name ?? '', phone: given.phone ?? '', chamber: chamber.id },
      territories: chamber.territories,
      kinds: [...SESSION_KINDS],
      weekly: WORKING_DAYS.flatMap((weekday) => spans.map((span) => ({ weekday, ...span }))),
      exceptions: [],
      bufferMinutes: BUFFER_MINUTES,
      maxPerDay: MOST_A_DAY,
      place: { address: null, link: null },
    },
  );
  if (added.kind === 'refused') return refused(visit, NEW, added.reason);
  if (added.kind === 'known') return refused(visit, NEW, 'advisor-known');
  await note('advisor.added', added.advisor.id);
  return redirect(`/console/advisors/${added.advisor.id}`, 'advisor-added');
}
