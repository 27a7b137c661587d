import type { Advisor, Span } from '../../domain/advisor.ts';
import { CELL_MINUTES } from '../../domain/booking.ts';
import type { SessionKind } from '../../domain/session.ts';
import type { Busy, Calendar } from '../session-ports.ts';

/** A time that an advisor has free. */
export type FreeTime = { advisorId: string; day: string; startsAt: Date; endsAt: Date };

export type Looking = {
  advisors: readonly Advisor[];
  busy: readonly Busy[];
  kind: SessionKind;
  minutes: number;
  /** Null where any territory will do. */
  territory: string | null;
  /** Nothing before this instant. */
  from: Date;
  days: number;
};

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/**
 * Every time that is free, in time order; where several advisors have the same, the one with the fewest sessions that
 * day. Pure: the calendar alone knows about days, and is asked once about each.
 */
export function freeTimes(calendar: Calendar, looking: Looking): FreeTime[] {
  const days = daysOf(calendar, looking);
  const taken = takenOf(looking.busy, days);
  const startsOf = createStarts(looking.minutes);
  const suited = looking.advisors
    .filter((advisor) => suits(advisor, looking))
    .map((advisor) => availabilityOf(advisor, { taken: taken.get(advisor.id) ?? [], startsOf }));
  return days.flatMap((day, place) => {
    const found = bestOf(day, place, suited, looking);
    const inOrder = [...found].sort(([one], [other]) => one - other);
    return inOrder.map(([startsAt, { id: advisorId }]) => ({
      ...{ advisorId, day: day.day, startsAt: new Date(startsAt) },
      endsAt: new Date(startsAt + looking.minutes * MINUTE_MS),
    }));
  });
}

type Taken = { startsAt: number; endsAt: number };
type Available = {
  id: string;
  maxPerDay: number;
  buffer: number;
  taken: Taken[][];
  startsOn(day: Day): readonly number[];
};
type Best = { id: string; load: number };

const NONE: readonly Taken[] = [];

/** Who gives each time of a day. */
function bestOf(
  day: Day,
  place: number,
  advisors: readonly Available[],
  { minutes: lasting, from }: Looking,
): Map<number, Best> {
  const found = new Map<number, Best>();
  for (const advisor of advisors) {
    const { id, buffer } = advisor;
    const own = advisor.taken[place] ?? NONE;
    const load = own.length;
    if (load >= advisor.maxPerDay) continue;
    for (const minutes of advisor.startsOn(day)) {
      const startsAt = day.at(minutes);
      if (startsAt < from.getTime()) continue;
      const best = found.get(startsAt);
      if (best && (best.load < load || (best.load === load && best.id <= id))) continue;
      const endsAt = startsAt + lasting * MINUTE_MS;
      if (!collides(own, startsAt - buffer, endsAt + buffer)) found.set(startsAt, { id, load });
    }
  }
  return found;
}

function suits(advisor: Advisor, { kind, territory }: Looking): boolean {
  const there =
    territory === null || advisor.territories.length === 0 || advisor.territories.includes(territory);
  return advisor.status === 'active' && advisor.kinds.includes(kind) && there;
}

type Day = { day: string; weekday: number; holiday: boolean; begins: number; at(minutes: number): number };

function daysOf(calendar: Calendar, { from, days }: Looking): Day[] {
  const found: Day[] = [];
  let day = calendar.dayOf(from);
  let begins = calendar.instant(day, '00:00').getTime();
  for (let count = 0; count < days; count++) {
    const next = calendar.addDays(day, 1);
    const ends = calendar.instant(next, '00:00').getTime();
    found.push({
      ...{ day, begins, at: clockOf(calendar, { day, begins, ends }) },
      weekday: calendar.weekday(day),
      holiday: calendar.isHoliday(day),
    });
    day = next;
    begins = ends;
  }
  return found;
}

/** In a day of 24 hours no clock is changed; in another one the calendar is asked. */
function clockOf(calendar: Calendar, { day, begins, ends }: { day: string; begins: number; ends: number }) {
  return ends - begins === DAY_MS
    ? (minutes: number) => begins + minutes * MINUTE_MS
    : (minutes: number) => calendar.instant(day, clockTime(minutes)).getTime();
}

/** What each advisor has, by the day's place among `days`. */
function takenOf(busy: readonly Busy[], days: readonly Day[]): Map<string, Taken[][]> {
  const taken = new Map<string, Taken[][]>();
  for (const { advisorId, startsAt, endsAt } of busy) {
    const start = startsAt.getTime();
    const place = placeOf(start, days);
    if (place === null) continue;
    const own = taken.get(advisorId) ?? [];
    if (own.length === 0) taken.set(advisorId, own);
    const one = { startsAt: start, endsAt: endsAt.getTime() };
    const there = own[place];
    if (there) there.push(one);
    else own[place] = [one];
  }
  return taken;
}

function placeOf(at: number, days: readonly Day[]): number | null {
  const [first] = days;
  if (!first || at < first.begins) return null;
  let place = Math.min(Math.floor((at - first.begins) / DAY_MS), days.length - 1);
  // Days that are not of 24 hours lie an hour off.
  while (place > 0 && at < (days[place]?.begins ?? 0)) place--;
  while (at >= (days[place + 1]?.begins ?? Number.POSITIVE_INFINITY)) place++;
  return at < (days[place]?.begins ?? 0) + 2 * DAY_MS ? place : null;
}

/** A day's own hours win over the week's, and over holidays: somebody may work on one. */
function availabilityOf(
  { id, maxPerDay, bufferMinutes, weekly, exceptions }: Advisor,
  { taken, startsOf }: { taken: Taken[][]; startsOf: Starts },
): Available {
  const own = new Map(exceptions.map(({ date, hours }) => [date, startsOf(hours)]));
  const ofWeek = WEEKDAYS.map((weekday) => startsOf(weekly.filter((span) => span.weekday === weekday)));
  const startsOn = ({ day, weekday, holiday }: Day) =>
    own.get(day) ?? (holiday ? [] : (ofWeek[weekday - 1] ?? []));
  return { id, maxPerDay, buffer: bufferMinutes * MINUTE_MS, taken, startsOn };
}

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];

type Starts = (spans: readonly Span[]) => readonly number[];

/** Starts at quarters, one session after the other from the beginning of each span; many advisors have the same spans. */
function createStarts(lasting: number): Starts {
  const known = new Map<string, number[]>();
  const step = Math.ceil(lasting / CELL_MINUTES) * CELL_MINUTES;
  const within = ({ from, to }: Span) => {
    const key = `${from}-${to}`;
    const starts = known.get(key) ?? [];
    if (known.has(key)) return starts;
    known.set(key, starts);
    const last = minutesIn(to) - lasting;
    for (let start = minutesIn(from); start <= last; start += step) starts.push(start);
    return starts;
  };
  return (spans) => {
    const [only, ...more] = spans;
    return only && more.length === 0 ? within(only) : spans.flatMap(within);
  };
}

function collides(own: readonly Taken[], from: number, to: number): boolean {
  for (const { startsAt, endsAt } of own) if (from < endsAt && startsAt < to) return true;
  return false;
}

function minutesIn(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

function clockTime(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
