import { answerable, type ProgrammeEvent } from '../../domain/event.ts';
import { claimsOfRsvp, doorCodeOf, type RsvpAnswer, rsvpIdOf, seatsFor } from '../../domain/rsvp.ts';
import type { EventPorts, RsvpRecord } from '../event-ports.ts';

export type InvitationAnswer = {
  /** The act's key. */
  key: string;
  eventId: string;
  contactId: string;
  answer: 'yes' | 'no';
  companions: number;
  now: Date;
};

export type Answered =
  | { kind: 'yes'; rsvp: RsvpRecord; event: ProgrammeEvent }
  /** As many seats as they need are not free: they wait their turn. */
  | { kind: 'waiting'; rsvp: RsvpRecord; event: ProgrammeEvent }
  /** They keep the seats they have; there are none for more companions. */
  | { kind: 'no-more'; rsvp: RsvpRecord; event: ProgrammeEvent }
  | { kind: 'no'; rsvp: RsvpRecord; event: ProgrammeEvent }
  | { kind: 'too-many'; most: number; event: ProgrammeEvent }
  | { kind: 'unknown' | 'cancelled' | 'over' };

/** Each round is lost to somebody who took a seat or changed this answer: never more than there are seats, and a few. */
const SPARE_ROUNDS = 20;

/**
 * Takes an answer: with its companions' seats or a place on the waitlist, in one conditional write. Who comes while
 * others wait goes behind them. The same key again gives what stands.
 */
export async function answerInvitation(ports: EventPorts, act: InvitationAnswer): Promise<Answered> {
  const event = await ports.events.get(act.eventId);
  const state = answerable(event, act.now);
  if (!event || state !== 'open') return { kind: state === 'open' ? 'unknown' : state };
  if (act.answer === 'yes' && act.companions > event.companions)
    return { kind: 'too-many', most: event.companions, event };
  for (let round = 0; round < event.capacity + SPARE_ROUNDS; round++) {
    const tried = await attempt(ports, { act, event, round });
    if (tried) return tried;
  }
  throw new Error('an answer lost every round');
}

type Attempt = { act: InvitationAnswer; event: ProgrammeEvent; round: number };

/** Null where another was quicker. */
async function attempt(ports: EventPorts, { act, event, round }: Attempt): Promise<Answered | null> {
  const { rsvps } = ports;
  const id = rsvpIdOf(event.id, act.contactId);
  const found = await rsvps.get(id);
  if (found?.acts.includes(act.key)) return { kind: asKind(found.answer), rsvp: found, event };
  const wish = await wishOf(ports, { act, event, found });
  if (wish === 'no-more' && found) {
    const noted = await rsvps.change(found, {}, act.key);
    return noted.kind === 'changed' ? { kind: 'no-more', rsvp: noted.rsvp, event } : null;
  }
  if (wish === 'no-more') return null;
  const code = found?.code ?? doorCodeOf(id, round);
  const claims = claimsOfRsvp({ eventId: event.id, seats: wish.seats, code });
  if (found) {
    const changed = await rsvps.change(found, { ...wish, code, claims }, act.key);
    return changed.kind === 'changed' ? { kind: asKind(wish.answer), rsvp: changed.rsvp, event } : null;
  }
  const rsvp = { ...blank(act, id), ...wish, code, claims };
  const made = await rsvps.insert(rsvp);
  return made === 'inserted' ? { kind: asKind(wish.answer), rsvp, event } : null;
}

type Wish = Pick<
  RsvpRecord,
  'answer' | 'companions' | 'seats' | 'answeredAt' | 'waitingSince' | 'promotedAt'
>;

async function wishOf(
  { rsvps }: EventPorts,
  { act, event, found }: Omit<Attempt, 'round'> & { found: RsvpRecord | null },
): Promise<Wish | 'no-more'> {
  const { answer, companions, now, key } = act;
  const wish = { companions, answeredAt: now, promotedAt: null };
  if (answer === 'no') return { ...wish, answer, companions: 0, seats: [], waitingSince: null };
  const own = found?.seats ?? [];
  const taken = await rsvps.seatsTaken(event.id);
  const othersWait =
    own.length === 0 && (await rsvps.waiting(event.id, 2)).some(({ id }) => id !== found?.id);
  const { capacity } = event;
  const seats = othersWait ? null : seatsFor({ size: 1 + companions, own, taken, capacity, spread: key });
  if (seats) return { ...wish, answer: 'yes', seats, waitingSince: null };
  if (own.length > 0) return 'no-more';
  // Who changes how many come keeps their turn.
  return { ...wish, answer: 'waiting', seats: [], waitingSince: found?.waitingSince ?? now };
}

function blank(act: InvitationAnswer, id: string): Omit<RsvpRecord, keyof Wish | 'code' | 'claims'> {
  const { eventId, contactId, key } = act;
  return {
    ...{ id, eventId, contactId, acts: [key], revision: 0 },
    ...{ attendedAt: null, missedAt: null, remindedOf: null },
  };
}

function asKind(answer: RsvpAnswer): 'yes' | 'waiting' | 'no' {
  return answer === 'none' ? 'no' : answer;
}
