import type { Booking } from '../../domain/booking.ts';
import type { Session } from '../../domain/session.ts';
import type { Texts } from '../../flow/world.ts';
import type { SessionPorts } from '../session-ports.ts';

type Told = { ports: Pick<SessionPorts, 'advisors'>; world: { texts: Texts } };

/** A session as a person reads it: what, when, with whom and where. */
export async function cardOf({ ports, world }: Told, locale: string, session: Session): Promise<string> {
  const { texts } = world;
  const { kind, startsAt, endsAt, advisorId } = session;
  const advisor = advisorId ? await ports.advisors.get(advisorId) : null;
  const when = { when: texts.moment(locale, startsAt), to: texts.time(locale, endsAt) };
  const lines = [
    texts.get(locale, 'sessions:card.title', { title: titleOf(texts, locale, kind) }),
    texts.get(locale, 'sessions:card.when', when),
    ...(advisor ? [texts.get(locale, 'sessions:card.advisor', { name: advisor.name })] : []),
    texts.get(locale, 'sessions:card.place', { place: placeInWords(texts, locale, session) }),
  ];
  return lines.join('\n');
}

export function titleOf(texts: Texts, locale: string, kind: Session['kind']): string {
  return texts.get(locale, `sessions:kinds.${kind}`);
}

export function placeInWords(texts: Texts, locale: string, { place }: Pick<Session, 'place'>): string {
  const { address, link } = place;
  if (address && link) return texts.get(locale, 'sessions:place.both', { address, link });
  return address ?? link ?? texts.get(locale, 'sessions:place.open');
}

/** Of a booking whose session was not kept: what the booking itself says. */
export async function sessionOf(
  { ports }: { ports: Pick<SessionPorts, 'sessions' | 'advisors'> },
  booking: Booking,
): Promise<Session> {
  const { sessionId: id, kind, advisorId, chamber, startsAt, endsAt } = booking;
  const kept = await ports.sessions.get(id);
  if (kept) return kept;
  const advisor = advisorId ? await ports.advisors.get(advisorId) : null;
  const place = advisor?.place ?? { address: null, link: null };
  return {
    ...{ id, kind, advisorId, chamber, startsAt, endsAt, place },
    territories: [],
    seats: 1,
    status: 'open',
  };
}
