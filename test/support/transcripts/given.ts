import { z } from 'zod';
import type { MemoryRecords } from '../../../src/adapters/memory/records.ts';
import { STAGES } from '../../../src/domain/enrolment.ts';
import { EVENT_STATES } from '../../../src/domain/event.ts';
import { individualSessionId, SESSION_KINDS, type Session } from '../../../src/domain/session.ts';
import type { Advancing } from '../../../src/usecases/advance.ts';
import { answerInvitation } from '../../../src/usecases/events/answer.ts';
import { promoteWaiting } from '../../../src/usecases/events/promote.ts';
import { book } from '../../../src/usecases/sessions/book.ts';
import { cancelBooking } from '../../../src/usecases/sessions/change-booking.ts';
import { advisorTimeOf } from '../../../src/usecases/sessions/offer-times.ts';
import { offerFreed } from '../../../src/usecases/sessions/waitlist.ts';

const kind = z.enum(SESSION_KINDS);
/** `2026-11-24 15:00` in Bogota. */
const moment = z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d$/);
/** A session that stands by itself, or the time of an advisor's. */
const time = z.union([
  z.strictObject({ session: z.string(), name: z.string().optional() }),
  z.strictObject({ advisor: z.string(), at: moment, kind, name: z.string().optional() }),
]);

/** What is in the records before a pair is said: entered by coordinators, taken or given up by others, or done in the background. */
export const givenSchema = z
  .strictObject({
    chambers: z.array(z.record(z.string(), z.string())),
    advisors: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        kinds: z.array(kind),
        hours: z.string().regex(/^\d\d:\d\d-\d\d:\d\d$/),
        weekdays: z.array(z.int()).default([1, 2, 3, 4, 5]),
        address: z.string().nullable().default(null),
        link: z.string().nullable().default(null),
        maxPerDay: z.int().default(9),
        status: z.enum(['active', 'removed']).default('active'),
        /** The advisor is who writes. */
        self: z.literal(true).optional(),
      }),
    ),
    sessions: z.array(
      z.strictObject({
        id: z.string(),
        kind,
        at: moment,
        seats: z.int(),
        address: z.string().nullable().default(null),
        link: z.string().nullable().default(null),
        advisor: z.string().nullable().default(null),
      }),
    ),
    /** Known already, it becomes this. */
    events: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string().default('Evento de cierre DEMO'),
        at: moment,
        capacity: z.int().default(20),
        companions: z.int().default(0),
        address: z.string().nullable().default('Centro de eventos (DEMO)'),
        about: z.string().optional(),
        status: z.enum(EVENT_STATES).default('published'),
      }),
    ),
    /** Others answer an event, or take their answer back. */
    guests: z.array(z.strictObject({ event: z.string(), who: z.string(), answer: z.enum(['yes', 'no']) })),
    /** Known already, it moves to that stage. */
    enrolments: z.array(z.strictObject({ business: z.string(), stage: z.enum(STAGES) })),
    verdict: z.enum(['eligible', 'review', 'ineligible']),
    /** Others take these, or let go of them again. */
    taken: z.array(time),
    freed: z.array(time),
    /** The contact has these. */
    mine: z.array(time),
    /** Who waits is offered what was freed. */
    offers: z.literal(true),
  })
  .partial();
export type Given = z.infer<typeof givenSchema>;
type Time = z.infer<typeof time>;

type House = Advancing & { ports: MemoryRecords };

export async function give(house: House, contactId: string, given: Given, now: Date): Promise<void> {
  const { ports } = house;
  for (const { id = '', name = '', phone = '', hours = '' } of given.chambers ?? [])
    await ports.chambers.save({ id, name, phone, hours, territories: [] });
  for (const advisor of given.advisors ?? []) {
    const { id, name, kinds, hours, weekdays, address, link, maxPerDay, status, self } = advisor;
    const [from = '', to = ''] = hours.split('-');
    const own = self ? contactId : `contact-${id}`;
    await ports.advisors.save({
      ...{ id, name, kinds, maxPerDay, status, contactId: own, chamber: 'cali', territories: [] },
      weekly: weekdays.map((weekday) => ({ weekday, from, to })),
      exceptions: [],
      bufferMinutes: 0,
      place: { address, link },
    });
  }
  for (const { id, kind, at, seats, address, link, advisor } of given.sessions ?? [])
    await ports.sessions.insert({
      ...spanOf(house, { at, kind }),
      ...{ id, kind, seats, advisorId: advisor, chamber: 'cali', territories: [], status: 'open' },
      place: { address, link },
    });
  for (const event of given.events ?? []) await announce(house, event);
  for (const { event: eventId, who: guest, answer } of given.guests ?? []) {
    const act = { eventId, contactId: guest === 'self' ? contactId : guest, answer, companions: 0, now };
    await answerInvitation(ports, { ...act, key: `given-${guest}-${now.getTime()}` });
    await promoteWaiting(ports, eventId, now);
  }
  for (const { business, stage } of given.enrolments ?? [])
    await enrol(house, { contactId, business, stage }, now);
  if (given.verdict) await judge(house, contactId, given.verdict, now);
  for (const one of given.taken ?? []) await take(house, one, 'somebody-else', now);
  for (const one of given.mine ?? []) await take(house, one, contactId, now);
  for (const one of given.freed ?? []) await letGo(house, one, now);
  if (given.offers) await offerFreed(house, now);
}

async function announce({ ports, calendar }: House, given: NonNullable<Given['events']>[number]) {
  const { id, name, at, capacity, companions, address, about, status } = given;
  const [day = '', clock = ''] = at.split(' ');
  const startsAt = calendar.instant(day, clock);
  const event = {
    ...{ name, capacity, companions, status, startsAt, chamber: 'cali', place: { address, link: null } },
    endsAt: new Date(startsAt.getTime() + 3 * 3_600_000),
    description: { ...(about && { es: about }) },
  };
  const known = await ports.events.get(id);
  if (known) await ports.events.change(known, event);
  else await ports.events.insert({ id, ...event, revision: 0, news: null });
}

async function enrol(
  { ports }: House,
  {
    contactId,
    business: businessName,
    stage,
    name = null,
  }: { contactId: string; business: string; stage: (typeof STAGES)[number]; name?: string | null },
  at: Date,
): Promise<void> {
  const { enrolment } = await ports.enrolments.enrol({
    ...{ contactId, businessName, stage, chamber: 'cali', territory: null, sector: null, name },
    ...{ source: 'test', consentedAt: at, enrolledAt: at, tags: [], by: 'test' },
  });
  await ports.enrolments.moveTo(enrolment.id, { stage, at, by: 'test' });
}

async function judge(
  { ports }: House,
  contactId: string,
  kind: 'eligible' | 'review' | 'ineligible',
  at: Date,
) {
  await ports.screenings.insert({
    id: `given-${at.getTime()}`,
    ...{
      contactId,
      at,
      rubricVersion: 'test',
      answers: {},
      verdict: { kind, results: [], score: 0, threshold: 0 },
      reviewAskedAt: null,
    },
  });
}

function spanOf({ calendar, route }: House, { at, kind }: { at: string; kind: Session['kind'] }) {
  const [day = '', clock = ''] = at.split(' ');
  const startsAt = calendar.instant(day, clock);
  return { startsAt, endsAt: new Date(startsAt.getTime() + route.kinds[kind].minutes * 60_000) };
}

async function sessionFor(house: House, time: Time): Promise<Session> {
  const { ports } = house;
  if ('session' in time) {
    const session = await ports.sessions.get(time.session);
    if (!session) throw new Error(`no session ${time.session} was given`);
    return session;
  }
  const advisor = await ports.advisors.get(time.advisor);
  if (!advisor) throw new Error(`no advisor ${time.advisor} was given`);
  const span = spanOf(house, time);
  const { id: advisorId, chamber, territories, place } = advisor;
  const id = individualSessionId(advisorId, span.startsAt);
  return { id, kind: time.kind, ...span, advisorId, chamber, territories, place, seats: 1, status: 'open' };
}

async function take(house: House, time: Time, contactId: string, now: Date): Promise<void> {
  const { ports } = house;
  const session = await sessionFor(house, time);
  const taken = (await ports.bookings.ofSession(session.id)).length;
  const who = contactId === 'somebody-else' ? `${contactId}-${session.id}-${taken}` : contactId;
  if (time.name)
    await enrol(house, { contactId: who, business: 'Tienda', stage: 'accompaniment', name: time.name }, now);
  const [enrolment] = await ports.enrolments.ofContact(who);
  const outcome = await book(ports.bookings, {
    key: `given-${session.id}-${taken}`,
    session,
    contactId: who,
    enrolmentId: enrolment?.id ?? null,
    advisor: await advisorTimeOf(house, session),
    now,
    heldUntil: null,
  });
  if (outcome.kind !== 'booked') throw new Error(`${session.id} cannot be taken: ${JSON.stringify(outcome)}`);
}

async function letGo(house: House, time: Time, now: Date): Promise<void> {
  const { ports } = house;
  const session = await sessionFor(house, time);
  const standing = (await ports.bookings.ofSession(session.id)).find(({ state }) => state === 'booked');
  if (!standing) throw new Error(`nobody has ${session.id}`);
  await cancelBooking(ports.bookings, { key: `given-${now.getTime()}`, bookingId: standing.id, now });
}
