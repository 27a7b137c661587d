/** Free times of many advisors: `node bench/free-times.ts [advisors] [days]`. Prints milliseconds of processor time (what a machine with nothing else to do would take), after some rounds to warm up. */
import { createCalendar } from '../src/adapters/calendar/calendar.ts';
import type { Advisor } from '../src/domain/advisor.ts';
import type { Busy } from '../src/usecases/session-ports.ts';
import { freeTimes } from '../src/usecases/sessions/free-times.ts';

const [count = 200, days = 60] = process.argv.slice(2).map(Number);
const ROUNDS = 200;
const WARM_UP = 20;
const FROM = new Date('2026-11-27T13:10:00Z');

const calendar = createCalendar('America/Bogota');
const advisors = Array.from({ length: count }, (_, n) => advisorOf(n));
const busy = advisors.flatMap((advisor, n) => busyOf(advisor, n));
const looking = {
  advisors,
  busy,
  kind: 'individual',
  minutes: 60,
  territory: null,
  from: FROM,
  days,
} as const;

const first = timed(() => freeTimes(createCalendar('America/Bogota'), looking));
const times: number[] = [];
for (let round = 0; round < ROUNDS + WARM_UP; round++) {
  const { ms } = timed(() => freeTimes(calendar, looking));
  if (round >= WARM_UP) times.push(ms);
}
times.sort((one, other) => one - other);
const at = (part: number) => rounded(times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0);
console.log(
  JSON.stringify({
    ...{ advisors: count, days, bookings: busy.length, found: first.found },
    ...{ first: rounded(first.ms), p50: at(0.5), p95: at(0.95), worst: at(1) },
  }),
);

function timed(work: () => unknown[]): { ms: number; found: number } {
  const began = process.cpuUsage();
  const found = work().length;
  const { user, system } = process.cpuUsage(began);
  return { ms: (user + system) / 1000, found };
}

function rounded(ms: number): number {
  return Math.round(ms * 10) / 10;
}

/** Different hours, buffers, territories and days off. */
function advisorOf(n: number): Advisor {
  const weekdays = n % 3 === 0 ? [2, 3, 4, 5, 6] : [1, 2, 3, 4, 5];
  const spans =
    n % 2 ? [['08:00', '12:00'] as const, ['14:00', '17:00'] as const] : [['07:00', '13:00'] as const];
  return {
    id: `advisor-${String(n).padStart(3, '0')}`,
    contactId: `contact-${n}`,
    name: `Advisor ${n}`,
    chamber: 'cali',
    territories: [],
    kinds: ['individual'],
    weekly: weekdays.flatMap((weekday) => spans.map(([from, to]) => ({ weekday, from, to }))),
    exceptions: Array.from({ length: 5 }, (_, k) => ({
      date: calendar.addDays('2026-11-27', (n + k * 11) % 60),
      hours: [],
    })),
    bufferMinutes: (n % 3) * 15,
    maxPerDay: 4 + (n % 3),
    place: { address: null, link: null },
    status: 'active',
  };
}

/** Two sessions on most days. */
function busyOf({ id }: Advisor, n: number): Busy[] {
  return Array.from({ length: days * 2 }, (_, k) => {
    const day = calendar.addDays('2026-11-27', Math.floor(k / 2));
    const startsAt = calendar.instant(day, `${String(8 + ((n + k * 3) % 9)).padStart(2, '0')}:00`);
    return { advisorId: id, startsAt, endsAt: new Date(startsAt.getTime() + 3_600_000) };
  });
}
