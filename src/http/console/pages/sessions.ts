import { type Html, html } from '../../../adapters/html/html.ts';
import type { Advisor } from '../../../domain/advisor.ts';
import { readDay } from '../../../domain/availability.ts';
import type { SeenSession } from '../../../usecases/console/session-desk.ts';
import { advisorsOf, chamberFilter, chamberNames, chambersOf, chosenChamber } from '../accompaniment.ts';
import { instant, table } from '../parts.ts';
import type { Answer, Route, Visit } from '../route.ts';

const POOL = 50;

export const sessionsRoutes: Route[] = [
  { method: 'get', path: '/sessions', may: 'coordinator', handle: week },
];

type Day = { day: string; name: string; holiday: boolean };

/** A week by advisor; on a phone each advisor is a card with the days that hold something. */
async function week(visit: Visit): Promise<Answer> {
  const { t, desk } = visit;
  const { calendar, desk: sessions } = desk.accompaniment;
  const chamber = await lookedAt(visit);
  const monday = mondayOf(visit);
  const days = Array.from({ length: 7 }, (_, n): Day => {
    const day = calendar.addDays(monday, n);
    const name = dayName(visit, calendar.instant(day, '00:00'));
    return { day, name, holiday: calendar.isHoliday(day) };
  });
  const from = calendar.instant(monday, '00:00');
  const to = calendar.instant(calendar.addDays(monday, 7), '00:00');
  const [found, pool, advisors] = await Promise.all([
    sessions.within({ chamber, from, to }),
    sessions.pool({ chamber, from: desk.clock(), limit: POOL }),
    advisorsOf(visit, chamber),
  ]);
  const rows = rowsOf(visit, found, advisors);
  const body = html`
    ${await choice(visit, { monday, chamber })}
    ${pool.length > 0 && poolSection(visit, pool, await chamberNames(visit))}
    ${calendarOf(visit, days, rows)}
    ${rows.length === 0 && html`<p class="empty">${t('console-route:sessions.empty')}</p>`}
    <p><a class="button" href="/console/sessions/new">${t('console-route:sessions.new')}</a></p>
  `;
  return { kind: 'page', title: t('console-route:sessions.title'), body };
}

/** An admin begins with one chamber: a week of all is for who asks for it. */
async function lookedAt(visit: Visit): Promise<string | null> {
  const chosen = chosenChamber(visit);
  if (chosen !== null || visit.query.chamber !== undefined) return chosen;
  return (await chambersOf(visit))[0]?.id ?? null;
}

function mondayOf({ query, desk }: Visit): string {
  const { calendar } = desk.accompaniment;
  const day = readDay(query.week ?? '') ?? calendar.dayOf(desk.clock());
  return calendar.addDays(day, 1 - calendar.weekday(day));
}

async function choice(visit: Visit, { monday, chamber }: { monday: string; chamber: string | null }) {
  const { t, desk } = visit;
  const { calendar } = desk.accompaniment;
  const to = (days: number) =>
    `/console/sessions?${new URLSearchParams({ week: calendar.addDays(monday, days), ...(chamber && { chamber }) })}`;
  return html`
    <nav class="tabs" aria-label=${t('console-route:sessions.weeks')}>
      <a href=${to(-7)}>${t('console-route:sessions.before')}</a>
      <a href="/console/sessions" aria-current=${monday === mondayOf({ ...visit, query: {} }) ? 'true' : undefined}>${t('console-route:sessions.this-week')}</a>
      <a href=${to(7)} rel="next">${t('console-route:sessions.after')}</a>
    </nav>
    ${await chamberFilter(visit, { action: '/console/sessions', chamber, kept: { week: monday } })}
  `;
}

type Row = { id: string; name: string; sessions: Map<string, SeenSession[]> };

/** Advisors with and without sessions, then what has nobody. */
function rowsOf({ desk, t }: Visit, found: SeenSession[], advisors: Advisor[]): Row[] {
  const { calendar } = desk.accompaniment;
  const byDay = (sessions: SeenSession[]) =>
    Map.groupBy(sessions, ({ startsAt }) => calendar.dayOf(startsAt));
  const byAdvisor = Map.groupBy(found, ({ advisorId }) => advisorId ?? '');
  const ids = new Set(advisors.map(({ id }) => id));
  const known = advisors.map(({ id, name }) => ({ id, name, sessions: byDay(byAdvisor.get(id) ?? []) }));
  const others = found.filter(({ advisorId }) => !ids.has(advisorId ?? ''));
  const nobody = { id: '', name: t('console-route:sessions.nobody'), sessions: byDay(others) };
  return others.length > 0 ? [...known, nobody] : known;
}

function calendarOf(visit: Visit, days: Day[], rows: Row[]): Html {
  const { t, desk } = visit;
  const { calendar } = desk.accompaniment;
  if (rows.length === 0) return null;
  const today = calendar.dayOf(desk.clock());
  return html`
    <div class="table calendar" role="region" aria-label=${t('console-route:sessions.calendar')} tabindex="0">
      <table>
        <caption class="unseen">${t('console-route:sessions.calendar')}</caption>
        <thead>
          <tr>
            <th scope="col">${t('console-route:sessions.advisor')}</th>
            ${days.map(({ day, name, holiday }) => html`<th scope="col" class=${day === today ? 'today' : ''} aria-current=${day === today ? 'date' : undefined}>${name}${holiday && html`<br /><span class="mark">${t('console-route:sessions.holiday')}</span>`}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ({ id, name, sessions }) => html`
              <tr>
                <th scope="row">${id ? html`<a href=${`/console/advisors/${id}`}>${name}</a>` : name}</th>
                ${days.map(({ day, name: title }) => {
                  const own = sessions.get(day) ?? [];
                  return html`<td data-title=${title} class=${own.length === 0 ? 'none' : ''}>${own.map((one) => slot(visit, one))}</td>`;
                })}
              </tr>
            `,
          )}
        </tbody>
      </table>
    </div>
  `;
}

function slot(visit: Visit, session: SeenSession): Html {
  const { t } = visit;
  const { id, kind, startsAt, seats, taken } = session;
  return html`
    <a class=${`slot ${seats > 1 ? 'group' : ''}`} href=${`/console/sessions/${encodeURIComponent(id)}`}>
      <strong>${instant(visit, startsAt, 'time')}</strong> <span>${t(`console-route:kinds.${kind}`)}</span>
      ${seats > 1 && html` <span class="seats">${taken}/${seats}</span>`}
    </a>
  `;
}

function dayName({ desk, locale }: Visit, at: Date): string {
  return new Intl.DateTimeFormat(locale === 'es' ? 'es-CO' : 'en-GB', {
    ...{ weekday: 'short', day: 'numeric', month: 'short', timeZone: desk.timeZone },
  }).format(at);
}

function poolSection(visit: Visit, pool: SeenSession[], chamberName: (id: string) => string): Html {
  const { t } = visit;
  return html`
    <section aria-labelledby="pool-title" class="pool">
      <h2 id="pool-title">${t('console-route:sessions.pool', { count: pool.length })}</h2>
      ${table(
        pool,
        [
          {
            title: t('console-route:sessions.when'),
            cell: ({ id, startsAt }) =>
              html`<a href=${`/console/sessions/${encodeURIComponent(id)}`}>${instant(visit, startsAt)}</a>`,
          },
          { title: t('console-route:sessions.kind'), cell: ({ kind }) => t(`console-route:kinds.${kind}`) },
          { title: t('home.chamber'), cell: ({ chamber }) => chamberName(chamber) },
          {
            title: t('console-route:sessions.booked'),
            numeric: true,
            cell: ({ taken, seats }) => `${taken}/${seats}`,
          },
        ],
        { caption: t('console-route:sessions.pool', { count: pool.length }), empty: '' },
      )}
    </section>
  `;
}
