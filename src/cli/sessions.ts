import { parseArgs } from 'node:util';
import { createCalendar } from '../adapters/calendar/calendar.ts';
import { createRecurrence } from '../adapters/calendar/recurrence.ts';
import { loadRoute } from '../adapters/files/route-file.ts';
import { createAudit } from '../adapters/mongo/audit.ts';
import type { Models } from '../adapters/mongo/models.ts';
import { inHouse } from '../composition/open-house.ts';
import { inRecords, type OpenRecords } from '../composition/open-records.ts';
import { FOLDERS } from '../composition/paths.ts';
import { readDay } from '../domain/availability.ts';
import type { Session } from '../domain/session.ts';
import { cancelSession } from '../usecases/sessions/cancel-session.ts';
import { giveSession } from '../usecases/sessions/give-session.ts';
import { makeSessions } from '../usecases/sessions/make-sessions.ts';
import { commaList, kindOf, placeOf, sessionOptions, wholeNumber } from './session-options.ts';
import { UsageFault } from './usage.ts';

const USAGE = `usage: sessions [list] [--from YYYY-MM-DD] [--days N] [--chamber ID] [--advisor ID|none] [--kind KIND]
       sessions add --kind group|networking --chamber ID --at 'YYYY-MM-DD HH:MM' [--every week|month --times N | --rule 'FREQ=WEEKLY;COUNT=6'] [--advisor ID] [--seats N] [--territories a,b] [--address …] [--link …]
       sessions assign ID ADVISOR|none
       sessions cancel ID --message TEXT
       what changes something takes --by NAME`;

type Options = ReturnType<typeof read>['values'];
type Task = { id: string; rest: string[]; options: Options };

/** What can be booked that is not an advisor's free time; and who gives it. */
export async function sessions(args: string[]): Promise<void> {
  const { values: options, positionals } = read(args);
  const [verb = 'list', id = '', ...rest] = positionals;
  const work = WORK[verb];
  if (!work || (['assign', 'cancel'].includes(verb) && !id)) throw new UsageFault(USAGE);
  await work({ id, rest, options });
}

function read(args: string[]) {
  return parseArgs({ args, allowPositionals: true, options: sessionOptions() });
}

const WORK: Record<string, (task: Task) => Promise<void>> = {
  list: ({ options }) => inRecords((open) => list(open, options)),
  add: ({ options }) => inRecords((open) => add(open, options)),
  assign,
  cancel,
};

const DAY_MS = 24 * 60 * 60_000;

async function list(open: OpenRecords, options: Options): Promise<void> {
  const calendar = createCalendar(open.config.timeZone);
  const day = options.from === undefined ? calendar.dayOf(new Date()) : readDay(options.from);
  if (!day) throw new UsageFault(`${options.from} is no day: YYYY-MM-DD`);
  const from = calendar.instant(day, '00:00');
  const days = wholeNumber('--days', options.days ?? '14');
  const { advisor, chamber, kind } = options;
  const found = await open.sessions.between({
    ...{ from, to: new Date(from.getTime() + days * DAY_MS) },
    ...(chamber !== undefined && { chamber }),
    ...(kind !== undefined && { kinds: [kindOf(kind)] }),
    ...(advisor !== undefined && { advisorId: advisor === 'none' ? null : advisor }),
  });
  const names = new Map((await open.advisors.list()).map(({ id, name }) => [id, name]));
  for (const session of found) {
    const taken = (await open.bookings.seatsTaken(session.id)).length;
    const name = session.advisorId === null ? null : (names.get(session.advisorId) ?? null);
    console.log(JSON.stringify({ ...session, advisor: name, taken }));
  }
}

async function add(open: OpenRecords, options: Options): Promise<void> {
  const { kind, chamber, at = '', seats, territories, advisor } = options;
  const [, day = '', time = ''] = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})$/.exec(at) ?? [];
  if (!kind || !chamber || !readDay(day)) throw new UsageFault(USAGE);
  const known = (await open.chambers.list()).find(({ id }) => id === chamber);
  if (!known) throw new UsageFault(`there is no chamber ${chamber}`);
  const { timeZone } = open.config;
  const house = {
    ports: open,
    calendar: createCalendar(timeZone),
    recurrence: createRecurrence(timeZone),
    route: loadRoute(FOLDERS.data),
  };
  const made = await makeSessions(
    house,
    {
      ...{ kind: kindOf(kind), chamber, day, time, rule: ruleOf(options), place: placeOf(options) },
      territories: territories === undefined ? known.territories : commaList(territories),
      advisorId: advisor ?? null,
      seats: seats === undefined ? null : wholeNumber('--seats', seats),
    },
    new Date(),
  );
  if (made.kind === 'refused') throw new UsageFault(`no session made: ${made.reason}\n${USAGE}`);
  if (made.kind === 'advisor-busy')
    throw new UsageFault(`no session made: the advisor has something else at ${made.at.toISOString()}`);
  await note(open.records.models, options, { what: 'sessions.made', record: made.sessions[0]?.id ?? '' });
  for (const session of made.sessions) console.log(JSON.stringify(session));
  const { known: before, holidays } = made;
  console.log(JSON.stringify({ made: made.sessions.length - before, known: before, holidays }));
}

function ruleOf({ rule, every, times }: Options): string | null {
  if (rule !== undefined) return rule;
  if (every === undefined) return null;
  const freq = { week: 'WEEKLY', month: 'MONTHLY' }[every];
  if (!freq || times === undefined) throw new UsageFault('--every week|month takes --times N');
  return `FREQ=${freq};COUNT=${wholeNumber('--times', times)}`;
}

/** With the whole house: people are told. */
async function assign({ id, rest, options }: Task): Promise<void> {
  const [given] = rest;
  if (!given) throw new UsageFault(USAGE);
  const to = given === 'none' ? null : given;
  await inHouse(async ({ ports, notifying, records, config }) => {
    const house = { ports, notifying, calendar: createCalendar(config.timeZone) };
    const key = `assign-${id}-${to ?? 'none'}-${Date.now()}`;
    const assigned = await giveSession(house, { sessionId: id, to, key });
    if (assigned.kind !== 'assigned') throw new UsageFault(`not assigned: ${assigned.kind}`);
    await note(records.models, options, { what: 'session.assigned', record: id });
    console.log(JSON.stringify({ assigned: lineOf(assigned.session) }));
  });
}

async function cancel({ id, options }: Task): Promise<void> {
  const { message } = options;
  if (!message) throw new UsageFault(USAGE);
  await inHouse(async ({ ports, notifying, records }) => {
    const cancelled = await cancelSession({ ports, notifying }, { sessionId: id, message, now: new Date() });
    if (cancelled.kind !== 'cancelled') throw new UsageFault(`not cancelled: ${cancelled.kind}`);
    await note(records.models, options, { what: 'session.cancelled', record: id });
    console.log(JSON.stringify({ cancelled: id, told: cancelled.told }));
  });
}

async function note(models: Models, { by }: Options, entry: { what: string; record: string }): Promise<void> {
  await createAudit(models).record({ who: by, ...entry, at: new Date() });
}

function lineOf({ id, kind, chamber, advisorId, startsAt }: Session) {
  return { id, kind, chamber, advisorId, startsAt };
}
