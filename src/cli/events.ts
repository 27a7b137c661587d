import { randomBytes } from 'node:crypto';
import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { createCalendar } from '../adapters/calendar/calendar.ts';
import { createAudit } from '../adapters/mongo/audit.ts';
import { inRecords, type OpenRecords } from '../composition/open-records.ts';
import { readDay } from '../domain/availability.ts';
import { type CheckedIn, checkInByCode, checkInContact } from '../usecases/events/check-in.ts';
import {
  cancelEvent,
  type EventEdited,
  type EventPlan,
  editEvent,
  makeEvent,
} from '../usecases/events/edit-event.ts';
import { findGuests, guestsOf } from '../usecases/events/guests.ts';
import { wholeNumber } from './session-options.ts';
import { UsageFault } from './usage.ts';

const USAGE = `usage: events [list] [--chamber ID]
       events make --name TEXT --chamber ID --at 'YYYY-MM-DD HH:MM' [--hours N] --capacity N [--companions N] [--address TEXT] [--link URL] [--about TEXT] [--about-en TEXT]
       events edit ID [what becomes another, as above] [--message TEXT, told to those who said yes]
       events cancel ID --message TEXT
       events show ID
       events check-in ID CODE | events check-in ID --name TEXT
       what changes something takes --by NAME`;

const text = { type: 'string' } as const;
type Options = ReturnType<typeof read>['values'];
type Task = { id: string; rest: string[]; options: Options };

/** Closing events: who is asked, by \`broadcast --event\`; who comes, and who came. */
export async function events(args: string[]): Promise<void> {
  const { values: options, positionals } = read(args);
  const [verb = 'list', id = '', ...rest] = positionals;
  const work = WORK[verb];
  if (!work || (!['list', 'make'].includes(verb) && !id)) throw new UsageFault(USAGE);
  await inRecords((open) => work(open, { id, rest, options }));
}

function read(args: string[]) {
  return parseArgs({
    args,
    allowPositionals: true,
    options: {
      ...{ name: text, chamber: text, at: text, hours: text, capacity: text, companions: text },
      ...{ address: text, link: text, about: text, 'about-en': text, message: text },
      by: { type: 'string', default: `cli:${userInfo().username}` },
    },
  });
}

const WORK: Record<string, (open: OpenRecords, task: Task) => Promise<void>> = {
  list,
  make,
  edit,
  cancel,
  show,
  'check-in': checkIn,
};

const HOUR_MS = 60 * 60_000;
const DEFAULT_HOURS = 3;

async function list(open: OpenRecords, { options: { chamber } }: Task): Promise<void> {
  for (const event of await open.events.list({ chamber }))
    console.log(JSON.stringify({ ...event, ...(await open.rsvps.counts(event.id)) }));
}

async function make(open: OpenRecords, { options }: Task): Promise<void> {
  const { chamber = '', name = '', capacity } = options;
  const [startsAt, endsAt] = spanOf(open, options);
  if (!name || !startsAt || !endsAt || capacity === undefined) throw new UsageFault(USAGE);
  if (!(await open.chambers.list()).some(({ id }) => id === chamber))
    throw new UsageFault(`there is no chamber ${chamber}`);
  const plan: EventPlan = {
    ...{ name, chamber, startsAt, endsAt, capacity: wholeNumber('--capacity', capacity) },
    companions: wholeNumber('--companions', options.companions ?? '0'),
    place: { address: options.address ?? null, link: options.link ?? null },
    description: aboutOf(options),
  };
  const id = randomBytes(6).toString('hex');
  const made = await makeEvent(open, { id, plan, now: new Date() });
  if (made.kind === 'refused') throw new UsageFault(`no event made: ${made.reason}\n${USAGE}`);
  await note(open, options, { what: 'event.made', record: id });
  console.log(JSON.stringify(made.event));
}

async function edit(open: OpenRecords, { id, options }: Task): Promise<void> {
  const { name, capacity, companions, message = '' } = options;
  const found = await open.events.get(id);
  if (!found) throw new UsageFault(`there is no event ${id}`);
  const [startsAt, endsAt] = spanOf(open, options);
  const { address = found.place.address, link = found.place.link } = options;
  const about = aboutOf(options);
  const change = {
    ...(name !== undefined && { name }),
    ...(startsAt && endsAt && { startsAt, endsAt }),
    ...(capacity !== undefined && { capacity: wholeNumber('--capacity', capacity) }),
    ...(companions !== undefined && { companions: wholeNumber('--companions', companions) }),
    ...(Object.keys(about).length > 0 && { description: { ...found.description, ...about } }),
    place: { address, link },
  };
  const edited = await editEvent(open, { id, change, message, now: new Date() });
  await done(open, options, { edited, id, what: 'event.edited' });
}

async function cancel(open: OpenRecords, { id, options }: Task): Promise<void> {
  const edited = await cancelEvent(open, { id, message: options.message ?? '', now: new Date() });
  await done(open, options, { edited, id, what: 'event.cancelled' });
}

async function done(
  open: OpenRecords,
  options: Options,
  { edited, id, what }: { edited: EventEdited; id: string; what: string },
): Promise<void> {
  if (edited.kind !== 'edited')
    throw new UsageFault(`not done: ${edited.kind === 'refused' ? edited.reason : edited.kind}`);
  await note(open, options, { what, record: id });
  console.log(JSON.stringify({ ...edited.event, tellsGuests: edited.tells }));
}

const PAGE = 500;

/** The event, how many answered what, and everybody on the list. */
async function show(open: OpenRecords, { id }: Task): Promise<void> {
  const event = await open.events.get(id);
  if (!event) throw new UsageFault(`there is no event ${id}`);
  console.log(JSON.stringify({ ...event, ...(await open.rsvps.counts(id)) }));
  let after: string | undefined;
  do {
    const page = await guestsOf(open, id, {}, { limit: PAGE, after });
    for (const { rsvp, name, businessName } of page) {
      const { answer, companions, code, attendedAt } = rsvp;
      console.log(JSON.stringify({ name, businessName, answer, companions, code, attendedAt }));
    }
    after = page.length === PAGE ? page.at(-1)?.rsvp.id : undefined;
  } while (after);
}

async function checkIn(open: OpenRecords, { id: eventId, rest, options }: Task): Promise<void> {
  const [code] = rest;
  const { name, by } = options;
  if (!code && !name) throw new UsageFault(USAGE);
  const act = { eventId, key: `door-${by}-${Date.now()}`, now: new Date() };
  const came = code
    ? await checkInByCode(open, { ...act, code })
    : await checkInContact(open, { ...act, contactId: await contactNamed(open, eventId, name ?? '') });
  if (came.kind === 'unknown') throw new UsageFault('nobody has that code for this event');
  await note(open, options, { what: 'event.checked-in', record: came.rsvp.id });
  console.log(JSON.stringify(lineOf(came)));
}

/** The one of that name; a coordinator says more where several have it. */
async function contactNamed(open: OpenRecords, eventId: string, named: string): Promise<string> {
  const event = await open.events.get(eventId);
  const found = event ? await findGuests(open, event, named) : [];
  const [one, ...others] = found;
  if (!one) throw new UsageFault(`nobody is named ${named}`);
  if (others.length > 0)
    throw new UsageFault(`several have that name: ${found.map(({ name }) => name).join(', ')}`);
  return one.contactId;
}

function lineOf({ kind, rsvp }: Exclude<CheckedIn, { kind: 'unknown' }>) {
  const { id, answer, companions, attendedAt } = rsvp;
  return { checkedIn: id, already: kind === 'already', answer, companions, attendedAt };
}

function spanOf({ config }: OpenRecords, { at, hours }: Options): [Date | null, Date | null] {
  if (at === undefined) return [null, null];
  const [, day = '', time = ''] = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})$/.exec(at) ?? [];
  if (!readDay(day)) throw new UsageFault(`--at ${at} is no day and time: YYYY-MM-DD HH:MM`);
  const startsAt = createCalendar(config.timeZone).instant(day, time);
  const long = wholeNumber('--hours', hours ?? String(DEFAULT_HOURS));
  return [startsAt, new Date(startsAt.getTime() + long * HOUR_MS)];
}

function aboutOf({ about, 'about-en': english }: Options): Record<string, string> {
  return { ...(about !== undefined && { es: about }), ...(english !== undefined && { en: english }) };
}

async function note(
  { records }: OpenRecords,
  { by }: Options,
  entry: { what: string; record: string },
): Promise<void> {
  await createAudit(records.models).record({ who: by, ...entry, at: new Date() });
}
