import { CODE_DIGITS, claimsOfRsvp, doorCodeOf, rsvpIdOf } from '../../domain/rsvp.ts';
import type { EventPorts, RsvpRecord } from '../event-ports.ts';

export type CheckedIn =
  | { kind: 'in'; rsvp: RsvpRecord }
  /** They came in before; the first time counts. */
  | { kind: 'already'; rsvp: RsvpRecord }
  | { kind: 'unknown' };

type Act = { key: string; eventId: string; now: Date };

/** Somebody at the door who says their code. */
export async function checkInByCode(ports: EventPorts, act: Act & { code: string }): Promise<CheckedIn> {
  const code = act.code.replace(/\D/g, '');
  if (code.length !== CODE_DIGITS) return { kind: 'unknown' };
  const found = await ports.rsvps.byCode(act.eventId, code);
  return found ? await cameIn(ports, found, act) : { kind: 'unknown' };
}

/** Somebody the coordinator knows by name, whether they answered the invitation or not. */
export async function checkInContact(
  ports: EventPorts,
  act: Act & { contactId: string },
): Promise<CheckedIn> {
  const { eventId, contactId, key, now } = act;
  if (!(await ports.events.get(eventId))) return { kind: 'unknown' };
  const id = rsvpIdOf(eventId, contactId);
  for (let round = 0; ; round++) {
    const found = await ports.rsvps.get(id);
    if (found) return await cameIn(ports, found, act);
    const code = doorCodeOf(id, round);
    const rsvp: RsvpRecord = {
      ...{ id, eventId, contactId, answer: 'none', companions: 0, code, seats: [], answeredAt: now },
      ...{ waitingSince: null, promotedAt: null, attendedAt: now, missedAt: null, remindedOf: null },
      ...{ revision: 0, claims: claimsOfRsvp({ eventId, seats: [], code }), acts: [key] },
    };
    if ((await ports.rsvps.insert(rsvp)) === 'inserted') return { kind: 'in', rsvp };
  }
}

async function cameIn({ rsvps }: EventPorts, found: RsvpRecord, { key, now }: Act): Promise<CheckedIn> {
  for (let rsvp: RsvpRecord | null = found; rsvp; rsvp = await rsvps.get(found.id)) {
    if (rsvp.attendedAt) return { kind: rsvp.acts.includes(key) ? 'in' : 'already', rsvp };
    const changed = await rsvps.change(rsvp, { attendedAt: now }, key);
    if (changed.kind === 'changed') return { kind: 'in', rsvp: changed.rsvp };
  }
  return { kind: 'unknown' };
}
