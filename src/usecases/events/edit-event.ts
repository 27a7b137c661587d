import {
  LONGEST_DESCRIPTION,
  LONGEST_NAME,
  LONGEST_NEWS,
  LONGEST_PLACE,
  MOST_CAPACITY,
  MOST_COMPANIONS,
  type ProgrammeEvent,
  whereOf,
} from '../../domain/event.ts';
import type { EventPorts } from '../event-ports.ts';

/** What a coordinator says of an event. */
export type EventPlan = Pick<
  ProgrammeEvent,
  'name' | 'chamber' | 'startsAt' | 'endsAt' | 'place' | 'capacity' | 'companions' | 'description'
>;

export type EventRefusal =
  | 'no-name'
  | 'no-place'
  | 'too-long'
  | 'past'
  | 'ends-before-it-begins'
  | 'bad-capacity'
  | 'bad-companions'
  /** More people have a seat than there would be. */
  | 'seats-taken'
  /** Those who said yes are told what changes, so it takes a word. */
  | 'no-message';

export type EventMade = { kind: 'made'; event: ProgrammeEvent } | { kind: 'refused'; reason: EventRefusal };
export type EventEdited =
  | { kind: 'edited'; event: ProgrammeEvent; tells: boolean }
  | { kind: 'refused'; reason: EventRefusal }
  | { kind: 'unknown' | 'not-open' | 'lost' };

/** Makes an event; nobody hears of it until a broadcast invites them. Made again under one id it is made once. */
export async function makeEvent(
  { events }: Pick<EventPorts, 'events'>,
  { id, plan, now }: { id: string; plan: EventPlan; now: Date },
): Promise<EventMade> {
  const reason = faultOf(plan, now);
  if (reason) return { kind: 'refused', reason };
  const event: ProgrammeEvent = { id, ...plan, status: 'published', revision: 0, news: null };
  await events.insert(event);
  return { kind: 'made', event };
}

type Edit = { id: string; change: Partial<EventPlan>; message: string; now: Date };

/** Changes an event; where when, where or what it is becomes another, those who said yes or wait hear `message`. */
export async function editEvent({ events, rsvps }: EventPorts, edit: Edit): Promise<EventEdited> {
  const found = await events.get(edit.id);
  if (!found) return { kind: 'unknown' };
  if (found.status !== 'published' || found.endsAt <= edit.now) return { kind: 'not-open' };
  const plan = { ...found, ...edit.change };
  const message = edit.message.replace(/\s+/g, ' ').trim();
  const tells = isNews(found, plan);
  const reason = faultOf(plan, edit.now) ?? (tells ? messageFault(message) : null);
  if (reason) return { kind: 'refused', reason };
  if (plan.capacity < (await rsvps.counts(edit.id)).seats) return { kind: 'refused', reason: 'seats-taken' };
  const news = tells ? { kind: 'changed' as const, message, revision: found.revision + 1 } : found.news;
  if (!(await events.change(found, { ...edit.change, news }))) return { kind: 'lost' };
  return { kind: 'edited', event: { ...plan, news, revision: found.revision + 1 }, tells };
}

/** Cancels an event; those who said yes or wait hear why. Cancelled again it changes nothing. */
export async function cancelEvent(
  { events }: Pick<EventPorts, 'events'>,
  cancel: { id: string; message: string; now: Date },
): Promise<EventEdited> {
  const found = await events.get(cancel.id);
  if (!found) return { kind: 'unknown' };
  if (found.status === 'cancelled') return { kind: 'edited', event: found, tells: false };
  if (found.status !== 'published' || found.startsAt <= cancel.now) return { kind: 'not-open' };
  const message = cancel.message.replace(/\s+/g, ' ').trim();
  const reason = messageFault(message);
  if (reason) return { kind: 'refused', reason };
  const news = { kind: 'cancelled' as const, message, revision: found.revision + 1 };
  if (!(await events.change(found, { status: 'cancelled', news }))) return { kind: 'lost' };
  const event = { ...found, news, status: 'cancelled' as const, revision: found.revision + 1 };
  return { kind: 'edited', event, tells: true };
}

function faultOf(plan: EventPlan, now: Date): EventRefusal | null {
  const { name, place, startsAt, endsAt, capacity, companions, description } = plan;
  if (!name.trim()) return 'no-name';
  if (!whereOf(place)) return 'no-place';
  const tooLong = Object.values(description).some((words) => words.length > LONGEST_DESCRIPTION);
  if (tooLong || name.length > LONGEST_NAME || whereOf(place).length > LONGEST_PLACE) return 'too-long';
  if (!(startsAt > now)) return 'past';
  if (!(endsAt > startsAt)) return 'ends-before-it-begins';
  if (!isWithin(capacity, 1, MOST_CAPACITY)) return 'bad-capacity';
  return isWithin(companions, 0, MOST_COMPANIONS) ? null : 'bad-companions';
}

function messageFault(message: string): EventRefusal | null {
  if (!message) return 'no-message';
  return message.length > LONGEST_NEWS ? 'too-long' : null;
}

function isWithin(amount: number, least: number, most: number): boolean {
  return Number.isInteger(amount) && amount >= least && amount <= most;
}

function isNews(before: EventPlan, after: EventPlan): boolean {
  return (
    before.startsAt.getTime() !== after.startsAt.getTime() ||
    before.name !== after.name ||
    whereOf(before.place) !== whereOf(after.place)
  );
}
