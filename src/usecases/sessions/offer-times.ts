import type { Route } from '../../domain/route.ts';
import { individualSessionId, type Session, type SessionKind } from '../../domain/session.ts';
import type { BookingRecord, Busy, Calendar, SessionPorts } from '../session-ports.ts';
import { type AdvisorTime, isOver } from './book.ts';
import { freeTimes } from './free-times.ts';

export type Booking = { ports: SessionPorts; calendar: Calendar; route: Route };

/** A time that can be taken: a session there is, or one that arises from an advisor's hours. */
export type Offer = { session: Session; free: number };

export type Wanted = {
  kind: SessionKind;
  contactId: string;
  /** Null where it is not known which chamber somebody belongs to. */
  area: Area | null;
  now: Date;
};

/** Whose sessions somebody may take part in: a chamber's, where they are of the territory or of all. */
export type Area = { chamber: string; territory: string | null };

/** A day with a time or a part of the day, as somebody said it. */
export type Wish = { date: string; time?: string; part?: 'morning' | 'afternoon' | 'evening' };

const HOUR_MS = 60 * 60_000;

/** What can be booked of a kind, in time order: full sessions too (`free` 0), so that one can wait for a seat. */
export async function offersOf(house: Booking, wanted: Wanted): Promise<Offer[]> {
  const [offers, own] = await Promise.all([allOffers(house, wanted), ownBookings(house, wanted)]);
  return offers.filter(({ session }) => !overlapping(own, session));
}

/** Those at a time when somebody has a session already too. */
export async function allOffers(house: Booking, wanted: Wanted): Promise<Offer[]> {
  const individual = house.route.kinds[wanted.kind].seats === 1;
  return individual ? await individualOffers(house, wanted) : await seatOffers(house, wanted);
}

/** Booked and not over yet. */
export async function ownBookings(
  { ports }: { ports: Pick<SessionPorts, 'bookings'> },
  { contactId, now }: Pick<Wanted, 'contactId' | 'now'>,
): Promise<BookingRecord[]> {
  return (await ports.bookings.ofContact(contactId, now)).filter(({ state }) => state === 'booked');
}

export function overlapping<T extends Pick<Session, 'startsAt' | 'endsAt'>>(
  own: readonly T[],
  session: Pick<Session, 'startsAt' | 'endsAt'>,
): T | undefined {
  return own.find((one) => one.startsAt < session.endsAt && session.startsAt < one.endsAt);
}

async function individualOffers(house: Booking, wanted: Wanted): Promise<Offer[]> {
  const { ports, calendar, route } = house;
  const span = spanOf(route, wanted.now);
  const [advisors, booked, sessions] = await Promise.all([
    ports.advisors.list({ status: 'active' }),
    ports.bookings.busy({ ...span, now: wanted.now }),
    ports.sessions.between(span),
  ]);
  const busy = [...booked, ...seated(sessions)];
  const { minutes } = route.kinds[wanted.kind];
  const near = advisors.filter(({ chamber }) => !wanted.area || chamber === wanted.area.chamber);
  const times = freeTimes(calendar, {
    advisors: near,
    busy,
    kind: wanted.kind,
    minutes,
    territory: wanted.area?.territory ?? null,
    from: span.from,
    days: route.horizonDays,
  });
  const byId = new Map(advisors.map((advisor) => [advisor.id, advisor]));
  return times.flatMap(({ advisorId, startsAt, endsAt }) => {
    const advisor = byId.get(advisorId);
    if (!advisor) return [];
    const { chamber, territories, place } = advisor;
    const id = individualSessionId(advisorId, startsAt);
    const session: Session = {
      ...{ id, kind: wanted.kind, advisorId, chamber, territories, startsAt, endsAt, place },
      seats: 1,
      status: 'open',
    };
    return [{ session, free: 1 }];
  });
}

/** Nobody may have booked a group session yet; whoever gives it is not free then. */
function seated(sessions: readonly Session[]): Busy[] {
  return sessions.flatMap(({ advisorId, startsAt, endsAt, seats }) =>
    advisorId && seats > 1 ? [{ advisorId, startsAt, endsAt }] : [],
  );
}

async function seatOffers({ ports, route }: Booking, wanted: Wanted): Promise<Offer[]> {
  const { area, kind, now } = wanted;
  const sessions = await ports.sessions.between({
    ...spanOf(route, now),
    kinds: [kind],
    ...(area && { chamber: area.chamber }),
  });
  const there = sessions.filter(({ territories }) => reaches(territories, area));
  const offers: Offer[] = [];
  for (const session of there) {
    const taken = (await ports.bookings.seatsTaken(session.id)).filter((one) => !isOver(one, now)).length;
    const waiting = await ports.waitlist.waitingFor({ kind: 'session', sessionId: session.id });
    // Who waits comes first: a seat that was just freed is offered to them.
    offers.push({ session, free: waiting > 0 ? 0 : session.seats - taken });
  }
  return offers;
}

function reaches(territories: readonly string[], area: Area | null): boolean {
  return !area?.territory || territories.length === 0 || territories.includes(area.territory);
}

function spanOf(route: Route, now: Date): { from: Date; to: Date } {
  const from = new Date(now.getTime() + route.noticeHours * HOUR_MS);
  return { from, to: new Date(from.getTime() + route.horizonDays * 24 * HOUR_MS) };
}

const PARTS = { morning: [0, 12 * 60], afternoon: [12 * 60, 18 * 60], evening: [18 * 60, 24 * 60] } as const;

/** Nearest to a wish first: that very time, then that part of that day, then that day, then by distance. */
export function nearest(calendar: Calendar, offers: readonly Offer[], wish: Wish): Offer[] {
  const wanted = calendar.instant(wish.date, wish.time ?? middleOf(wish.part)).getTime();
  const rank = ({ session }: Offer) => {
    const minutes = calendar.minutesOf(session.startsAt);
    const [from, to] = wish.part ? PARTS[wish.part] : [0, 24 * 60];
    if (calendar.dayOf(session.startsAt) !== wish.date) return 2;
    return minutes >= from && minutes < to ? 0 : 1;
  };
  const distance = ({ session }: Offer) => Math.abs(session.startsAt.getTime() - wanted);
  return offers.toSorted((one, other) => rank(one) - rank(other) || distance(one) - distance(other));
}

/** Whether an offer is just what was wished. */
export function meets(calendar: Calendar, { session }: Offer, wish: Wish): boolean {
  if (calendar.dayOf(session.startsAt) !== wish.date) return false;
  if (wish.time) return calendar.instant(wish.date, wish.time).getTime() === session.startsAt.getTime();
  const minutes = calendar.minutesOf(session.startsAt);
  const [from, to] = wish.part ? PARTS[wish.part] : [0, 24 * 60];
  return minutes >= from && minutes < to;
}

function middleOf(part: Wish['part']): string {
  return { morning: '09:00', afternoon: '14:00', evening: '18:00', any: '08:00' }[part ?? 'any'];
}

/** What a booking needs to know of the advisor of an individual session; null where seats are booked. */
export async function advisorTimeOf(house: Booking, session: Session): Promise<AdvisorTime | null> {
  if (session.seats > 1 || !session.advisorId) return null;
  const advisor = await house.ports.advisors.get(session.advisorId);
  if (!advisor) return null;
  const { id, bufferMinutes, maxPerDay } = advisor;
  return { id, bufferMinutes, maxPerDay, day: house.calendar.dayOf(session.startsAt) };
}
