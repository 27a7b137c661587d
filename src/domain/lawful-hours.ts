/** Days and times of one zone, and its holidays. */
export type LawfulCalendar = {
  dayOf(at: Date): string;
  instant(day: string, time: string): Date;
  addDays(day: string, days: number): string;
  /** 1 is Monday. */
  weekday(day: string): number;
  isHoliday(day: string): boolean;
};

export type Span = { from: number; to: number };

// Ley 2300 of 2023, art. 3, which art. 5 extends to what is sent to many: not on Sundays and holidays.
const SATURDAY = 6;
const SUNDAY = 7;
const WEEKDAYS = { from: '07:00', to: '19:00' };
const SATURDAYS = { from: '08:00', to: '15:00' };
/** No run of closed days is as long. */
const LONGEST_CLOSED_DAYS = 15;

/** When a broadcast may be sent, from `start` on, in instants as milliseconds; without end, looked up day by day. */
export function* lawfulSpans(calendar: LawfulCalendar, start: Date): Generator<Span, never> {
  let day = calendar.dayOf(start);
  for (;;) {
    const span = hoursOf(calendar, day);
    if (span && span.to > start.getTime()) yield { from: Math.max(span.from, start.getTime()), to: span.to };
    day = calendar.addDays(day, 1);
  }
}

/** That day's hours, null where there are none. */
function hoursOf(calendar: LawfulCalendar, day: string): Span | null {
  const weekday = calendar.weekday(day);
  if (weekday === SUNDAY || calendar.isHoliday(day)) return null;
  const { from, to } = weekday === SATURDAY ? SATURDAYS : WEEKDAYS;
  return { from: calendar.instant(day, from).getTime(), to: calendar.instant(day, to).getTime() };
}

/** `at` where a broadcast may be sent then, else when it may next. */
export function lawfulFrom(calendar: LawfulCalendar, at: Date): Date {
  const [first] = lawfulSpans(calendar, at);
  return first ? new Date(first.from) : at;
}

/** The first lawful instant of a later day. */
export function nextLawfulDay(calendar: LawfulCalendar, at: Date): Date {
  let day = calendar.dayOf(at);
  for (let days = 0; days < LONGEST_CLOSED_DAYS; days++) {
    day = calendar.addDays(day, 1);
    const span = hoursOf(calendar, day);
    if (span) return new Date(span.from);
  }
  throw new RangeError('a calendar without an open day');
}

/** Instants so many lawful milliseconds after the start, asked for in ascending order. */
export function lawfulClock(calendar: LawfulCalendar, start: Date) {
  const spans = lawfulSpans(calendar, start);
  let span = spans.next().value;
  let passed = 0;
  return (ms: number): { at: number; spanFrom: number } => {
    while (ms - passed >= span.to - span.from) {
      passed += span.to - span.from;
      span = spans.next().value;
    }
    return { at: span.from + (ms - passed), spanFrom: span.from };
  };
}
