import type { Advisor } from '../../domain/advisor.ts';
import { type Enrolment, STAGES, type Stage } from '../../domain/enrolment.ts';
import { individualSessionId, type Session, type SessionKind } from '../../domain/session.ts';
import type { Busy } from '../session-ports.ts';
import { markAttendance } from '../sessions/attendance.ts';
import { book } from '../sessions/book.ts';
import { freeTimes } from '../sessions/free-times.ts';
import { BY, type Seeding } from './demo.ts';

const DAY_MS = 24 * 60 * 60_000;
const WEEK_DAYS = 7;

/** What somebody at a stage has behind and before them: weeks from today on. */
const PLANS: Record<Stage, [week: number, kind: SessionKind][]> = {
  'entry-diagnosis': [[0, 'entry-diagnosis']],
  'road-map': [
    [-1, 'entry-diagnosis'],
    [0, 'road-map'],
  ],
  accompaniment: [
    [-3, 'entry-diagnosis'],
    [-2, 'road-map'],
    [-1, 'group'],
    [-1, 'individual'],
    [0, 'individual'],
    [0, 'group'],
  ],
  networking: [
    [-3, 'group'],
    [-2, 'individual'],
    [-1, 'individual'],
    [0, 'group'],
    [1, 'networking'],
  ],
  'exit-diagnosis': [
    [-3, 'individual'],
    [-2, 'networking'],
    [0, 'exit-diagnosis'],
  ],
  'closing-event': [[-2, 'exit-diagnosis']],
  completed: [[-3, 'exit-diagnosis']],
};
const EARLIEST_WEEK = -3;
const WEEKS = 6;

/** Every so many-th did not come. */
const MISSED_OF = 7;

type Standing = { advisors: Advisor[]; sessions: Session[]; enrolments: Enrolment[] };

/** Books by the use cases that everybody books by; returns how many bookings there are. */
export async function bookDemo(seeding: Seeding, standing: Standing): Promise<number> {
  const { ports } = seeding;
  const from = dayStart(seeding, EARLIEST_WEEK * WEEK_DAYS);
  const to = new Date(from.getTime() + WEEKS * WEEK_DAYS * DAY_MS);
  const busy = await ports.bookings.busy({ from, to });
  let booked = 0;
  for (const [n, enrolment] of standing.enrolments.entries()) {
    const stage = STAGES[n % STAGES.length] ?? STAGES[0];
    for (const [place, [week, kind]] of PLANS[stage].entries()) {
      const key = `demo-${n + 1}-${kind}${week}`;
      const wish = { key, turn: n * WEEK_DAYS + place, enrolment, week, kind };
      if ((await ports.bookings.get(key)) || (await take(seeding, { ...standing, busy }, wish))) booked++;
      if (week < 0) await mark(seeding, key, wish.turn % MISSED_OF !== 0);
    }
  }
  return booked;
}

type Wish = { key: string; turn: number; enrolment: Enrolment; week: number; kind: SessionKind };

async function take(seeding: Seeding, standing: Standing & { busy: Busy[] }, wish: Wish): Promise<boolean> {
  const { ports, calendar, route } = seeding;
  const alone = route.kinds[wish.kind].seats === 1;
  const session = alone ? freeTime(seeding, standing, wish) : seatedSession(standing, wish);
  if (!session) return false;
  if (alone) await ports.sessions.insert(session);
  const advisor = standing.advisors.find(({ id }) => id === session.advisorId);
  const day = calendar.dayOf(session.startsAt);
  const outcome = await book(ports.bookings, {
    ...{ key: wish.key, session, heldUntil: null },
    contactId: wish.enrolment.contactId,
    enrolmentId: wish.enrolment.id,
    advisor: alone && advisor ? { ...advisor, day } : null,
    now: new Date(session.startsAt.getTime() - WEEK_DAYS * DAY_MS),
  });
  const { advisorId, startsAt, endsAt } = session;
  if (advisorId) standing.busy.push({ advisorId, startsAt, endsAt });
  return outcome.kind === 'booked';
}

function seatedSession({ sessions }: Standing, { kind, week, enrolment }: Wish): Session | undefined {
  return sessions.find(({ id }) => id === `demo-${kind}-${enrolment.chamber}-${week}`);
}

function freeTime(
  seeding: Seeding,
  { advisors, busy }: Standing & { busy: Busy[] },
  { kind, week, turn, enrolment }: Wish,
): Session | undefined {
  const { calendar, route, now } = seeding;
  const near = advisors.filter(({ chamber }) => chamber === enrolment.chamber);
  const first = dayStart(seeding, week * WEEK_DAYS);
  const times = freeTimes(calendar, {
    ...{ advisors: near, busy, kind, territory: null, days: WEEK_DAYS },
    minutes: route.kinds[kind].minutes,
    from: first > now || week < 0 ? first : now,
  });
  const time = times[(turn * SPREAD) % times.length];
  const advisor = near.find(({ id }) => id === time?.advisorId);
  if (!time || !advisor) return undefined;
  const { startsAt, endsAt } = time;
  return {
    ...{ kind, startsAt, endsAt, seats: 1, status: 'open' },
    id: individualSessionId(advisor.id, startsAt),
    advisorId: advisor.id,
    chamber: advisor.chamber,
    territories: advisor.territories,
    place: advisor.place,
  };
}

/** A prime, so that people do not all choose the morning. */
const SPREAD = 11;

/** What is past was marked; a mark that somebody changed stays. */
async function mark({ ports }: Seeding, key: string, came: boolean): Promise<void> {
  const booking = await ports.bookings.get(key);
  if (booking?.state !== 'booked') return;
  const act = { key: `${key}-mark`, bookingId: key, came, by: BY, now: booking.endsAt };
  await markAttendance(ports, act);
}

function dayStart({ calendar, now }: Seeding, days: number): Date {
  return calendar.instant(calendar.addDays(calendar.dayOf(now), days), '00:00');
}
