import type { EventState, ProgrammeEvent } from '../domain/event.ts';
import type { Rsvp, RsvpAnswer } from '../domain/rsvp.ts';

export type EventFilter = {
  chamber?: string | undefined;
  status?: readonly EventState[] | undefined;
  /** Those that begin in [from, to). */
  from?: Date | undefined;
  to?: Date | undefined;
};

export interface Events {
  /** Once per id; false when it is there already. */
  insert(event: ProgrammeEvent): Promise<boolean>;
  get(id: string): Promise<ProgrammeEvent | null>;
  /** In time order. */
  list(filter: EventFilter): Promise<ProgrammeEvent[]>;
  /** False where its revision is another by now. */
  change(
    expected: Pick<ProgrammeEvent, 'id' | 'revision'>,
    change: Partial<Omit<ProgrammeEvent, 'id'>>,
  ): Promise<boolean>;
  /** Those with news that not everybody has been told yet. */
  withNews(): Promise<ProgrammeEvent[]>;
  /** Everybody has been told what was new in this revision. */
  clearNews(id: string, revision: number): Promise<void>;
}

export type RsvpRecord = Rsvp & {
  /** What it lays hand on; a claim stands once. */
  claims: string[];
  /** Keys of the acts that changed it: the same act again finds itself here. */
  acts: string[];
};

export type RsvpChange = Partial<Omit<RsvpRecord, 'id' | 'eventId' | 'contactId' | 'acts' | 'revision'>>;

export type RsvpFilter = {
  answer?: RsvpAnswer | undefined;
  attended?: boolean | undefined;
};
export type RsvpCounts = {
  yes: number;
  /** Seats taken, companions included. */
  seats: number;
  waiting: number;
  no: number;
  attended: number;
};

/** Every write is one conditional write; a claim stands with one answer only, by a unique index. */
export interface Rsvps {
  insert(rsvp: RsvpRecord): Promise<'inserted' | 'known' | 'claimed'>;
  get(id: string): Promise<RsvpRecord | null>;
  /** Applies `change` where the revision is still the one expected, which grows; `act` is noted with it. */
  change(
    expected: Pick<RsvpRecord, 'id' | 'revision'>,
    change: RsvpChange,
    act: string,
  ): Promise<{ kind: 'changed'; rsvp: RsvpRecord } | { kind: 'claimed' } | { kind: 'lost' }>;
  seatsTaken(eventId: string): Promise<number[]>;
  /** In the order of the waitlist. */
  waiting(eventId: string, limit: number): Promise<RsvpRecord[]>;
  waitingBefore(rsvp: Pick<Rsvp, 'id' | 'eventId' | 'waitingSince'>): Promise<number>;
  ofContact(contactId: string): Promise<RsvpRecord[]>;
  byCode(eventId: string, code: string): Promise<RsvpRecord | null>;
  /** By id, after `after`. */
  list(
    eventId: string,
    filter: RsvpFilter,
    page: { limit: number; after?: string | undefined },
  ): Promise<RsvpRecord[]>;
  counts(eventId: string): Promise<RsvpCounts>;
  /** Of an event: a seat was found for them, and they have not been told. */
  promoted(limit: number): Promise<RsvpRecord[]>;
  /** Said yes before `before` and not yet reminded of this beginning. */
  toRemind(event: { id: string; startsAt: Date; before: Date }, limit: number): Promise<RsvpRecord[]>;
  /** Said yes, did not come, and were not written to. */
  missing(eventId: string, limit: number): Promise<RsvpRecord[]>;
  /** All that is kept of a contact goes, and their seats are free. */
  forget(contactId: string): Promise<void>;
}

export type EventPorts = { events: Events; rsvps: Rsvps };
