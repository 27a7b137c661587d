import { answerable } from '../../domain/event.ts';
import { claimsOfRsvp, seatsFor } from '../../domain/rsvp.ts';
import type { EventPorts, RsvpRecord } from '../event-ports.ts';

/** Of one look; the next one goes on. */
const BATCH = 200;

/**
 * Gives free seats to who waits, in their order; a party that does not fit lets the smaller ones behind it pass, so
 * that no seat stays empty. Returns those who got one; the sweep tells them.
 */
export async function promoteWaiting(ports: EventPorts, eventId: string, now: Date): Promise<RsvpRecord[]> {
  const event = await ports.events.get(eventId);
  if (!event || answerable(event, now) !== 'open') return [];
  const promoted: RsvpRecord[] = [];
  for (const waiting of await ports.rsvps.waiting(eventId, BATCH)) {
    const taken = await ports.rsvps.seatsTaken(eventId);
    if (taken.length >= event.capacity) break;
    const { companions, code, id } = waiting;
    const { capacity } = event;
    const seats = seatsFor({ size: 1 + companions, own: [], taken, capacity, spread: id });
    if (!seats) continue;
    const claims = claimsOfRsvp({ eventId, seats, code });
    const change = { answer: 'yes', seats, claims, waitingSince: null, promotedAt: now } as const;
    const changed = await ports.rsvps.change(waiting, change, `promoted-${waiting.revision}`);
    if (changed.kind === 'changed') promoted.push(changed.rsvp);
  }
  return promoted;
}
