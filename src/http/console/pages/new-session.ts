import { html } from '../../../adapters/html/html.ts';
import { readDay } from '../../../domain/availability.ts';
import { SESSION_KINDS } from '../../../domain/session.ts';
import { MOST_SESSIONS, makeSessions } from '../../../usecases/sessions/make-sessions.ts';
import { advisorsOf, chambersOf, refused, sees } from '../accompaniment.ts';
import { form, input, select } from '../parts.ts';
import { type Answer, type Route, redirect, type Visit } from '../route.ts';

export const newSessionRoutes: Route[] = [
  { method: 'get', path: '/sessions/new', may: 'coordinator', handle: page },
  { method: 'post', path: '/sessions/new', may: 'coordinator', handle: make },
];

const NEW = '/console/sessions/new';
const REPEATS = { never: null, weekly: 'FREQ=WEEKLY', fortnightly: 'FREQ=WEEKLY;INTERVAL=2' } as const;
type Repeat = keyof typeof REPEATS;
const isRepeat = (given: string): given is Repeat => Object.hasOwn(REPEATS, given);

async function page(visit: Visit): Promise<Answer> {
  const { t, desk } = visit;
  const { route, calendar } = desk.accompaniment;
  const [chambers, advisors] = await Promise.all([chambersOf(visit), advisorsOf(visit, null)]);
  const seated = SESSION_KINDS.filter((kind) => route.kinds[kind].seats > 1);
  const text = (key: string) => t(`console-route:new-session.${key}`);
  const body = form(
    visit,
    NEW,
    html`
      ${select({ name: 'kind', label: t('console-route:sessions.kind'), value: 'group', options: seated.map((kind) => ({ value: kind, text: t(`console-route:kinds.${kind}`) })) })}
      ${select({ name: 'chamber', label: t('home.chamber'), value: '', options: chambers.map(({ id, name }) => ({ value: id, text: name })) })}
      ${select({
        name: 'advisor',
        label: t('console-route:sessions.advisor'),
        value: '',
        options: [
          { value: '', text: t('console-route:sessions.nobody') },
          ...advisors.map(({ id, name, chamber }) => ({ value: id, text: `${name} (${chamber})` })),
        ],
      })}
      <div class="side-by-side">
        ${input({ name: 'day', label: text('day'), type: 'date', required: true, min: calendar.dayOf(desk.clock()) })}
        ${input({ name: 'time', label: text('time'), type: 'time', step: 900, required: true, value: '14:00' })}
      </div>
      <div class="side-by-side">
        ${select({ name: 'repeat', label: text('repeat'), value: 'never', options: Object.keys(REPEATS).map((one) => ({ value: one, text: text(one) })) })}
        ${input({ name: 'times', label: text('times'), type: 'number', min: 1, max: MOST_SESSIONS, value: 1 })}
      </div>
      ${input({ name: 'seats', label: text('seats'), type: 'number', min: 1, max: 500, placeholder: String(route.kinds.group.seats) })}
      ${input({ name: 'address', label: t('console-route:advisor.address'), maxlength: 200 })}
      ${input({ name: 'link', label: t('console-route:advisor.link'), type: 'url', maxlength: 300 })}
      <p class="hint">${text('hint')}</p>
      <button>${text('make')}</button>
    `,
    { class: 'card narrow' },
  );
  return { kind: 'page', title: text('title'), body };
}

async function make(visit: Visit): Promise<Answer> {
  const { desk, form: given, note } = visit;
  const kind = SESSION_KINDS.find((one) => one === given.kind);
  const chamber = (await chambersOf(visit)).find(({ id }) => id === given.chamber);
  const repeat = given.repeat ?? 'never';
  if (!kind || !chamber || !sees(visit, chamber.id) || !isRepeat(repeat)) return { kind: 'missing' };
  const rule = REPEATS[repeat];
  const made = await makeSessions(
    desk.accompaniment,
    {
      ...{ kind, chamber: chamber.id, territories: chamber.territories, advisorId: given.advisor || null },
      ...{ day: readDay(given.day ?? '') ?? '', time: given.time ?? '' },
      rule: rule && `${rule};COUNT=${Math.trunc(Number(given.times)) || 1}`,
      seats: Math.trunc(Number(given.seats)) || null,
      place: { address: given.address?.trim() || null, link: linkOf(given.link) },
    },
    desk.clock(),
  );
  if (made.kind !== 'made') return refused(visit, NEW, made.kind === 'refused' ? made.reason : made.kind);
  for (const { id } of made.sessions) await note('session.made', id);
  const [first] = made.sessions;
  const { calendar } = desk.accompaniment;
  const week = first ? `?week=${calendar.dayOf(first.startsAt)}` : '';
  return redirect(
    `/console/sessions${week}`,
    made.holidays.length > 0 ? 'sessions-made-less' : 'sessions-made',
  );
}

/** Only an address of the web: it is put into messages. */
export function linkOf(given: string | undefined): string | null {
  const link = given?.trim() ?? '';
  return /^https?:\/\/\S+$/.test(link) ? link : null;
}
