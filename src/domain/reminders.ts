/** What a booking is to its reminders. */
export type Booked = {
  id: string;
  sessionId: string;
  contactId: string;
  advisorId: string | null;
  startsAt: Date;
  endsAt: Date;
  state: 'held' | 'booked' | 'attended' | 'missed' | 'cancelled';
  /** Grows with every move. */
  revision: number;
  madeAt: Date;
};

/** Days and times as the clock on the wall in Bogota shows them. */
export type WallClock = {
  /** YYYY-MM-DD. */
  dayOf(at: Date): string;
  /** Minutes since local midnight. */
  minutesOf(at: Date): number;
  /** The instant of a local day and time (HH:MM). */
  instant(day: string, time: string): Date;
  addDays(day: string, days: number): string;
};

export const WHICH = ['day-before', 'hour-before', 'agenda', 'attendance'] as const;
export type Which = (typeof WHICH)[number];

/** Something to be said at an instant, about one booking, one session, or an advisor's day. */
export type Reminder = {
  /** Deterministic: it is also the key of the message. */
  id: string;
  which: Which;
  whom: 'shopkeeper' | 'advisor';
  /** The booking it is about; of a session with several, any of them; of an agenda, the first that was made. */
  bookingId: string;
  sessionId: string;
  advisorId: string | null;
  /** The booking's when this was planned: a moved one has others. */
  revision: number;
  startsAt: Date;
  /** The local day an agenda is for. */
  day: string | null;
  dueAt: Date;
};

/** Nobody is reminded earlier or later in the day (the programme's wish; Ley 2300 of 2023 allows 7:00 to 19:00 on weekdays for other messages). */
export const EARLIEST = 7 * 60;
export const LATEST = 20 * 60;
/** When the evening's messages go. */
export const EVENING = '18:00';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
/** Who has just booked knows when. */
export const FRESH_MS = 2 * HOUR_MS;
/** No reminder is due longer than this before its session begins. */
export const HORIZON_MS = 2 * DAY_MS + 12 * HOUR_MS;

/**
 * What is to be said about a booking, `since` it was made or moved. One that would come at night comes the evening before,
 * in place of what was to come that day.
 */
export function planReminders(booking: Booked, clock: WallClock, since: Date): Reminder[] {
  if (booking.state !== 'booked') return [];
  const [dayBefore, hourBefore] = [DAY_MS, HOUR_MS].map((ms) => decent(clock, booking.startsAt, ms));
  if (!dayBefore || !hourBefore) return [];
  const asOne = hourBefore.moved && clock.dayOf(hourBefore.at) === clock.dayOf(dayBefore.at);
  const own = asOne
    ? [toShopkeeper(booking, 'day-before', hourBefore.at)]
    : [
        toShopkeeper(booking, 'day-before', dayBefore.at),
        toShopkeeper(booking, 'hour-before', hourBefore.at),
      ];
  const fresh = new Date(since.getTime() + FRESH_MS);
  const wanted = own.filter(({ which, dueAt }) => dueAt > (which === 'day-before' ? fresh : since));
  return [...wanted, ...toAdvisor(booking, clock).filter(({ dueAt }) => dueAt > since)];
}

type Decent = { at: Date; moved: boolean };

/** `before` the start, or the last evening ahead of it where that is at night. */
function decent(clock: WallClock, startsAt: Date, before: number): Decent {
  const at = new Date(startsAt.getTime() - before);
  const minutes = clock.minutesOf(at);
  if (minutes >= EARLIEST && minutes <= LATEST) return { at, moved: false };
  const day = clock.dayOf(at);
  return { at: clock.instant(minutes < EARLIEST ? clock.addDays(day, -1) : day, EVENING), moved: true };
}

const SHORT = { 'day-before': '1d', 'hour-before': '1h' } as const;

function toShopkeeper(booking: Booked, which: keyof typeof SHORT, dueAt: Date): Reminder {
  const { id, revision } = booking;
  return {
    ...aboutOf(booking),
    id: `reminder-${id}-${revision}-${SHORT[which]}`,
    which,
    whom: 'shopkeeper',
    dueAt,
  };
}

/** Tomorrow's agenda in the evening, each session an hour ahead, and after it who came. */
function toAdvisor(booking: Booked, clock: WallClock): Reminder[] {
  const { id, sessionId, advisorId, startsAt, endsAt, revision } = booking;
  if (!advisorId) return [];
  const day = clock.dayOf(startsAt);
  const about = { ...aboutOf(booking), whom: 'advisor' } as const;
  const hourBefore = decent(clock, startsAt, HOUR_MS);
  const agenda = clock.instant(clock.addDays(day, -1), EVENING);
  return [
    { ...about, id: `agenda-${advisorId}-${day}`, which: 'agenda', day, dueAt: agenda },
    // An early session stands in the agenda of that very evening.
    ...(hourBefore.moved
      ? []
      : [
          {
            ...about,
            id: `reminder-${sessionId}-${startsAt.getTime() / 60_000}-${advisorId}-1h`,
            which: 'hour-before',
            dueAt: hourBefore.at,
          } as const,
        ]),
    { ...about, id: `attendance-${id}-${revision}`, which: 'attendance', dueAt: endsAt },
  ];
}

function aboutOf({ id: bookingId, sessionId, advisorId, revision, startsAt }: Booked) {
  return { bookingId, sessionId, advisorId, revision, startsAt, day: null };
}
