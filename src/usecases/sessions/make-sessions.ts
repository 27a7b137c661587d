import { CELL_MINUTES } from '../../domain/booking.ts';
import type { Route } from '../../domain/route.ts';
import type { Place, Session, SessionKind } from '../../domain/session.ts';
import type { Calendar, Recurrence, SessionPorts } from '../session-ports.ts';
import { poolClashes } from './clashes.ts';
import { engagements } from './engagements.ts';

export type SessionPlan = {
  kind: SessionKind;
  chamber: string;
  territories: string[];
  advisorId: string | null;
  /** The first one's local day and time. */
  day: string;
  time: string;
  /** `FREQ=WEEKLY;COUNT=6` (RFC 5545); null for a single one. */
  rule: string | null;
  /** Null where the route says how many. */
  seats: number | null;
  place: Place;
};

export type Made =
  | { kind: 'made'; sessions: Session[]; known: number; holidays: string[] }
  | { kind: 'refused'; reason: MadeRefusal }
  | { kind: 'advisor-busy'; at: Date };
export type MadeRefusal =
  | 'not-seated'
  | 'no-rule'
  | 'endless-rule'
  | 'not-a-quarter'
  | 'past'
  | 'bad-seats'
  | 'unknown-advisor';

export type Making = {
  ports: Pick<SessionPorts, 'sessions' | 'bookings' | 'advisors'>;
  calendar: Calendar;
  recurrence: Recurrence;
  route: Route;
};

/** Twice a week for the route's six months. */
export const MOST_SESSIONS = 52;
/** The largest hall of a chamber, and then some. */
export const MOST_SEATS = 500;
const QUARTER_MS = CELL_MINUTES * 60_000;

/** Makes the sessions of a rule, holidays left out; each has an id of its plan and instant, so that doing it again makes none twice. */
export async function makeSessions(house: Making, plan: SessionPlan, now: Date): Promise<Made> {
  const refused = (reason: MadeRefusal): Made => ({ kind: 'refused', reason });
  const { seats, minutes } = house.route.kinds[plan.kind];
  if (seats === 1) return refused('not-seated');
  if (plan.seats !== null && (plan.seats < 2 || plan.seats > MOST_SEATS)) return refused('bad-seats');
  const instants = instantsOf(house, plan);
  if (!instants || instants.length === 0) return refused('no-rule');
  if (instants.length > MOST_SESSIONS) return refused('endless-rule');
  if (instants.some((at) => at.getTime() % QUARTER_MS !== 0)) return refused('not-a-quarter');
  if (instants.some((at) => at <= now)) return refused('past');
  const advisor = plan.advisorId ? await house.ports.advisors.get(plan.advisorId) : null;
  if (plan.advisorId && (advisor?.status !== 'active' || advisor.chamber !== plan.chamber))
    return refused('unknown-advisor');
  const { calendar } = house;
  const isFree = (at: Date) => instants.length === 1 || !calendar.isHoliday(calendar.dayOf(at));
  const sessions = instants
    .filter(isFree)
    .map((at) => sessionOf(plan, at, { seats: plan.seats ?? seats, minutes }));
  const holidays = instants.filter((at) => !isFree(at)).map((at) => calendar.dayOf(at));
  for (const session of sessions)
    if (await isBusy(house, session)) return { kind: 'advisor-busy', at: session.startsAt };
  let known = 0;
  for (const session of sessions) {
    if (!(await house.ports.sessions.insert(session))) known++;
    const pooled = await poolClashes(house, session);
    if (pooled.includes(session.id)) return { kind: 'advisor-busy', at: session.startsAt };
  }
  return { kind: 'made', sessions, known, holidays };
}

function instantsOf({ calendar, recurrence }: Making, { day, time, rule }: SessionPlan): Date[] | null {
  if (rule) return recurrence.occurrences({ day, time, rule }, MOST_SESSIONS);
  const at = calendar.instant(day, time);
  return Number.isNaN(at.getTime()) ? null : [at];
}

function sessionOf(
  plan: SessionPlan,
  startsAt: Date,
  { seats, minutes }: { seats: number; minutes: number },
): Session {
  const { kind, chamber, territories, advisorId, place } = plan;
  return {
    id: `${kind}-${chamber}-${advisorId ?? 'open'}-${startsAt.getTime() / 60_000}`,
    ...{ kind, chamber, territories, advisorId, startsAt, seats, place },
    endsAt: new Date(startsAt.getTime() + minutes * 60_000),
    status: 'open',
  };
}

async function isBusy({ ports }: Making, { id, advisorId, startsAt, endsAt }: Session): Promise<boolean> {
  return (
    advisorId !== null &&
    (await engagements(ports, advisorId, { from: startsAt, to: endsAt })).some((one) => one !== id)
  );
}
