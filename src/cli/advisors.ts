import { parseArgs } from 'node:util';
import { createCalendar } from '../adapters/calendar/calendar.ts';
import { createAudit } from '../adapters/mongo/audit.ts';
import { readPhone } from '../adapters/phone/read-phone.ts';
import { inRecords, type OpenRecords } from '../composition/open-records.ts';
import type { Advisor } from '../domain/advisor.ts';
import { readDay, readSpans, writeSpans } from '../domain/availability.ts';
import { addAdvisor } from '../usecases/advisors/add-advisor.ts';
import { type AdvisorEdit, editAdvisor, exceptionOn, hoursOn } from '../usecases/advisors/edit-advisor.ts';
import { removeAdvisor } from '../usecases/advisors/remove-advisor.ts';
import { worldOf } from './enrolments/options.ts';
import {
  advisorOptions,
  commaList,
  defined,
  kindsOf,
  placeOf,
  weekdaysOf,
  wholeNumber,
} from './session-options.ts';
import { UsageFault } from './usage.ts';

const USAGE = `usage: advisors [list] [--chamber ID] [--all]
       advisors add --name … --phone … --chamber ID [--territories a,b] [--kinds a,b] [--days mon-fri --hours 08:00-12:00,14:00-17:00] [--buffer MINUTES] [--max-a-day N] [--address …] [--link …]
       advisors set ID [--chamber …] [--territories …] [--kinds …] [--buffer …] [--max-a-day …] [--address …] [--link …]
       advisors hours ID DAYS 08:00-12:00,14:00-17:00|none   (DAYS: mon, lun-vie, tue,thu)
       advisors exception ID YYYY-MM-DD 08:00-10:00|closed|none
       advisors remove ID
       what changes something takes --by NAME`;

type Options = ReturnType<typeof read>['values'];
type Task = { open: OpenRecords; id: string; rest: string[]; options: Options };

/** Who accompanies businesses, and when they can. */
export async function advisors(args: string[]): Promise<void> {
  const { values: options, positionals } = read(args);
  const [verb = 'list', id = '', ...rest] = positionals;
  const work = WORK[verb];
  if (!work || (verb !== 'list' && verb !== 'add' && !id)) throw new UsageFault(USAGE);
  await inRecords(async (open) => await work({ open, id, rest, options }));
}

function read(args: string[]) {
  return parseArgs({ args, allowPositionals: true, options: advisorOptions() });
}

const WORK: Record<string, (task: Task) => Promise<void>> = {
  list,
  add,
  async set(task) {
    await edit(task, 'advisor.edited', (before) => changeFrom(task.options, before));
  },
  async hours(task) {
    const [days = '', hours = ''] = task.rest;
    const spans = hours === 'none' ? [] : spansOf(hours);
    await edit(task, 'advisor.hours', hoursOn(weekdaysOf(days), spans));
  },
  async remove({ open, id, options }) {
    const house = { ports: open, calendar: createCalendar(open.config.timeZone) };
    const removed = await removeAdvisor(house, { id, now: new Date() });
    if (removed.kind === 'unknown') throw new UsageFault(`there is no advisor ${id}`);
    await note(open, options, { what: 'advisor.removed', record: id });
    console.log(JSON.stringify({ removed: id, sessionsInPool: removed.pooled }));
  },
  async exception(task) {
    const [date = '', hours = ''] = task.rest;
    const day = readDay(date);
    if (!day) throw new UsageFault(`${date} is no day: YYYY-MM-DD`);
    const spans = hours === 'none' ? null : hours === 'closed' ? [] : spansOf(hours);
    await edit(task, 'advisor.exception', exceptionOn(day, spans));
  },
};

async function list({ open, options }: Task): Promise<void> {
  const all = await open.advisors.list(options.all ? {} : { status: 'active' });
  for (const advisor of all)
    if (!options.chamber || advisor.chamber === options.chamber) console.log(JSON.stringify(lineOf(advisor)));
}

async function add({ open, options }: Task): Promise<void> {
  const { territories, chambers, now } = await worldOf(open);
  const { name = '', phone = '', chamber = '' } = options;
  const own = chambers.find(({ id }) => id === chamber)?.territories ?? [];
  const channel = open.config.twilio ? 'twilio' : 'simulator';
  const spans = spansOf(options.hours ?? WORKING_HOURS);
  const added = await addAdvisor(
    { ports: open, readPhone, territories, channel, now },
    {
      ...{ name, phone, chamber, exceptions: [] },
      territories: options.territories === undefined ? own : commaList(options.territories),
      kinds: kindsOf(options.kinds),
      weekly: weekdaysOf(options.days ?? 'mon-fri').flatMap((weekday) =>
        spans.map((span) => ({ weekday, ...span })),
      ),
      bufferMinutes: wholeNumber('--buffer', options.buffer ?? '15'),
      maxPerDay: wholeNumber('--max-a-day', options['max-a-day'] ?? '6'),
      place: placeOf(options),
    },
  );
  if (added.kind === 'refused') throw new UsageFault(`not added: ${added.reason}\n${USAGE}`);
  if (added.kind === 'added') await note(open, options, { what: 'advisor.added', record: added.advisor.id });
  console.log(JSON.stringify({ [added.kind]: lineOf(added.advisor) }));
}

const WORKING_HOURS = '08:00-12:00,14:00-17:00';

function changeFrom(options: Options, before: Advisor): ReturnType<AdvisorEdit> {
  const { chamber, territories, kinds, buffer, address, link } = options;
  const most = options['max-a-day'];
  const placed = placeOf(options).address !== null || placeOf(options).link !== null;
  return defined({
    chamber,
    territories: territories === undefined ? undefined : commaList(territories),
    kinds: kinds === undefined ? undefined : kindsOf(kinds),
    bufferMinutes: buffer === undefined ? undefined : wholeNumber('--buffer', buffer),
    maxPerDay: most === undefined ? undefined : wholeNumber('--max-a-day', most),
    place: placed ? { ...before.place, ...defined({ address, link }) } : undefined,
  });
}

async function edit({ open, id, options }: Task, what: string, change: AdvisorEdit): Promise<void> {
  const advisor = await editAdvisor(open.advisors, id, change);
  if (!advisor) throw new UsageFault(`there is no advisor ${id}`);
  await note(open, options, { what, record: id });
  console.log(JSON.stringify(lineOf(advisor)));
}

async function note(
  open: OpenRecords,
  { by }: Options,
  entry: { what: string; record: string },
): Promise<void> {
  await createAudit(open.records.models).record({ who: by, ...entry, at: new Date() });
}

function spansOf(text: string) {
  const spans = readSpans(text);
  if (!spans || spans.length === 0)
    throw new UsageFault(`${text || 'nothing'} is no hours: 08:00-12:00,14:00-17:00`);
  return spans;
}

function lineOf({ weekly, exceptions, ...rest }: Advisor): Record<string, unknown> {
  const hours: Record<string, string> = {};
  for (const { weekday } of weekly)
    hours[weekday] ??= writeSpans(weekly.filter((one) => one.weekday === weekday));
  return {
    ...rest,
    hours,
    exceptions: exceptions.map(({ date, hours: own }) => `${date} ${writeSpans(own) || 'closed'}`),
  };
}
