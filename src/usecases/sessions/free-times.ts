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

/**
 * Every time that is free, in time order; where several advisors have the same, the one with the fewest sessions that
 * day. Pure: the calendar alone knows about days.
 */
export function freeTimes(calendar: Calendar, looking: Looking): FreeTime[] {
  const { advisors, from, days } = looking;
  const taken = byAdvisor(calendar, looking.busy);
  const found = new Map<number, { time: FreeTime; load: number }>();
  const instants = new Map<string, number>();
  const instant = (day: string, minutes: number) => {
    const key = `${day} ${minutes}`;
    const known = instants.get(key) ?? calendar.instant(day, clockTime(minutes)).getTime();
    instants.set(key, known);
    return known;
  };
  const suited = advisors.filter((advisor) => suits(advisor, looking));
  let day = calendar.dayOf(from);
  for (let count = 0; count < days; count++, day = calendar.addDays(day, 1)) {
    const weekday = calendar.weekday(day);
    const holiday = calendar.isHoliday(day);
    for (const advisor of suited) {
      const spans = spansOf(advisor, { day, weekday, holiday });
      if (spans.length === 0) continue;
      const own = taken.get(advisor.id)?.get(day) ?? [];
      if (own.length >= advisor.maxPerDay) continue;
      for (const minutes of starts(spans, looking.minutes)) {
        const startsAt = instant(day, minutes);
        if (startsAt < from.getTime()) continue;
        const best = found.get(startsAt);
        if (
          best &&
          (best.load < own.length || (best.load === own.length && best.time.advisorId <= advisor.id))
        )
          continue;
        const endsAt = startsAt + looking.minutes * MINUTE_MS;
        if (collides(own, { startsAt, endsAt, buffer: advisor.bufferMinutes * MINUTE_MS })) continue;
        const time = { advisorId: advisor.id, day, startsAt: new Date(startsAt), endsAt: new Date(endsAt) };
        found.set(startsAt, { time, load: own.length });
      }
    }
  }
  return [...found.values()]
    .map(({ time }) => time)
    .sort((one, other) => one.startsAt.getTime() - other.startsAt.getTime());
}

function suits(advisor: Advisor, { kind, territory }: Looking): boolean {
  const there =
    territory === null || advisor.territories.length === 0 || advisor.territories.includes(territory);
  return advisor.status === 'active' && advisor.kinds.includes(kind) && there;
}

type Taken = { startsAt: number; endsAt: number };

function byAdvisor(calendar: Calendar, busy: readonly Busy[]): Map<string, Map<string, Taken[]>> {
  const taken = new Map<string, Map<string, Taken[]>>();
  for (const { advisorId, startsAt, endsAt } of busy) {
    const days = taken.get(advisorId) ?? new Map<string, Taken[]>();
    taken.set(advisorId, days);
    const day = calendar.dayOf(startsAt);
    days.set(day, [...(days.get(day) ?? []), { startsAt: startsAt.getTime(), endsAt: endsAt.getTime() }]);
  }
  return taken;
}

/** A day's own hours win over the week's, and over holidays: somebody may work on one. */
export function spansOf(
  { weekly, exceptions }: Pick<Advisor, 'weekly' | 'exceptions'>,
  { day, weekday, holiday }: { day: string; weekday: number; holiday: boolean },
): Span[] {
  const exception = exceptions.find(({ date }) => date === day);
  if (exception) return exception.hours;
  return holiday ? [] : weekly.filter((span) => span.weekday === weekday);
}

/** Starts at quarters, one session after the other from the beginning of each span, and once more at its end if there is room. */
function* starts(spans: readonly Span[], minutes: number): Iterable<number> {
  const step = Math.ceil(minutes / CELL_MINUTES) * CELL_MINUTES;
  for (const { from, to } of spans) {
    const end = minutesIn(to) - minutes;
    for (let start = minutesIn(from); start <= end; start += step) yield start;
  }
}

function collides(
  own: readonly Taken[],
  time: { startsAt: number; endsAt: number; buffer: number },
): boolean {
  return own.some(
    ({ startsAt, endsAt }) => time.startsAt < endsAt + time.buffer && startsAt < time.endsAt + time.buffer,
  );
}

function minutesIn(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

function clockTime(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
