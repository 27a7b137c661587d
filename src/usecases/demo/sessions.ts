import type { Advisor } from '../../domain/advisor.ts';
import type { Session, SessionKind } from '../../domain/session.ts';
import { type Demo, demoContact, numberOf, type Seeding } from './demo.ts';

const DAY_MS = 24 * 60 * 60_000;
/** Advisors and others were there before the first session of the demo. */
const JOINED_MS = 60 * DAY_MS;

const ALONE: SessionKind[] = ['entry-diagnosis', 'road-map', 'individual', 'exit-diagnosis'];
/** Two ways of working, given out in turn. */
const WEEKS: Pick<Advisor, 'weekly' | 'bufferMinutes' | 'maxPerDay'>[] = [
  { weekly: hoursOn([1, 2, 3, 4, 5], ['08:00-12:00', '14:00-17:00']), bufferMinutes: 15, maxPerDay: 5 },
  { weekly: hoursOn([2, 3, 4, 5, 6], ['07:00-11:00', '13:00-18:00']), bufferMinutes: 0, maxPerDay: 6 },
];

export async function makeAdvisors(seeding: Seeding): Promise<Advisor[]> {
  const made: Advisor[] = [];
  for (const n of seeding.demo.advisors.keys()) made.push(await makeAdvisor(seeding, n));
  return made;
}

async function makeAdvisor(seeding: Seeding, n: number): Promise<Advisor> {
  const { ports, calendar, demo, now } = seeding;
  const chamber = chamberOf(demo, Math.floor(n / WEEKS.length));
  const id = `demo-${chamber.id}-${(n % WEEKS.length) + 1}`;
  const known = await ports.advisors.get(id);
  if (known) return known;
  const joined = new Date(now.getTime() - JOINED_MS);
  const dayOff = calendar.addDays(calendar.dayOf(now), 9 + (n % 5));
  const advisor: Advisor = {
    id,
    contactId: await demoContact(seeding, numberOf(demo.numbers.advisors, n), joined),
    name: demo.advisors[n] ?? id,
    chamber: chamber.id,
    territories: chamber.territories,
    kinds: [...ALONE, 'group', 'networking'],
    weekly: [],
    bufferMinutes: 0,
    maxPerDay: 1,
    ...WEEKS[n % WEEKS.length],
    exceptions: [{ date: dayOff, hours: [] }],
    place: placeOf(demo, id, n),
    status: 'active',
  };
  await ports.advisors.save(advisor);
  return advisor;
}

/** Weeks from today on in which each chamber has a group session, and the one in which it has a networking session. */
const GROUP_WEEKS = [-3, -2, -1, 0, 1, 2];
const NETWORKING_WEEKS = [-2, 1];

export async function makeSessions(seeding: Seeding, advisors: readonly Advisor[]): Promise<Session[]> {
  const sessions: Session[] = [];
  for (const [n, chamber] of seeding.demo.chambers.entries()) {
    const [first, second] = advisors.filter((one) => one.chamber === chamber.id);
    const common = { n, chamber, advisorId: first?.id ?? null };
    for (const week of GROUP_WEEKS)
      sessions.push(await makeSession(seeding, { ...common, kind: 'group', week, time: '14:00' }));
    for (const week of NETWORKING_WEEKS) {
      const advisorId = second?.id ?? null;
      sessions.push(
        await makeSession(seeding, { ...common, advisorId, kind: 'networking', week, time: '08:00' }),
      );
    }
  }
  return sessions;
}

type Plan = {
  n: number;
  chamber: Demo['chambers'][number];
  advisorId: string | null;
  kind: SessionKind;
  week: number;
  time: string;
};

async function makeSession(seeding: Seeding, plan: Plan): Promise<Session> {
  const { ports, calendar, route, demo, now } = seeding;
  const { kind, week, chamber, advisorId } = plan;
  const id = `demo-${kind}-${chamber.id}-${week}`;
  const known = await ports.sessions.get(id);
  if (known) return known;
  const { minutes, seats } = route.kinds[kind];
  const wished = calendar.addDays(calendar.dayOf(now), week * 7 + 1 + (plan.n % 3));
  const startsAt = calendar.instant(workingDay(seeding, wished), plan.time);
  const session: Session = {
    ...{ id, kind, advisorId, startsAt, seats },
    chamber: chamber.id,
    territories: chamber.territories,
    endsAt: new Date(startsAt.getTime() + minutes * 60_000),
    place: placeOf(demo, id, plan.n),
    status: 'open',
  };
  await ports.sessions.insert(session);
  return session;
}

const SATURDAY = 6;

function workingDay({ calendar }: Seeding, wished: string): string {
  let day = wished;
  while (calendar.isHoliday(day) || calendar.weekday(day) >= SATURDAY) day = calendar.addDays(day, 1);
  return day;
}

function hoursOn(weekdays: number[], spans: string[]): Advisor['weekly'] {
  return weekdays.flatMap((weekday) =>
    spans.map((span) => {
      const [from = '', to = ''] = span.split('-');
      return { weekday, from, to };
    }),
  );
}

function placeOf({ places }: Demo, id: string, n: number) {
  const online = n % 4 === 3;
  return {
    address: online ? null : places.address.replace('{n}', String(n + 1)),
    link: online ? places.link.replace('{id}', id) : null,
  };
}

export function chamberOf({ chambers }: Demo, n: number): Demo['chambers'][number] {
  const chamber = chambers[n % chambers.length];
  if (!chamber) throw new Error('the demo names no chamber');
  return chamber;
}
