import type { Advisor } from '../domain/advisor.ts';
import type { Booking, BookingState } from '../domain/booking.ts';
import type { Session, SessionKind } from '../domain/session.ts';
import type { WaitlistEntry, WaitlistTarget } from '../domain/waitlist.ts';

export interface Advisors {
  /** Writes the whole of it, over what was there. */
  save(advisor: Advisor): Promise<void>;
  /** False where what is changed is no longer as in `before`. */
  change(before: Advisor, change: Partial<Omit<Advisor, 'id' | 'name'>>): Promise<boolean>;
  get(id: string): Promise<Advisor | null>;
  byContact(contactId: string): Promise<Advisor | null>;
  list(filter?: { status?: Advisor['status'] }): Promise<Advisor[]>;
}

export type SessionFilter = {
  from: Date;
  to: Date;
  kinds?: readonly SessionKind[];
  advisorId?: string | null;
  chamber?: string;
};

export interface Sessions {
  /** Once per id; false when it is there already. */
  insert(session: Session): Promise<boolean>;
  get(id: string): Promise<Session | null>;
  /** Open ones that begin in [from, to), in time order. */
  between(filter: SessionFilter): Promise<Session[]>;
  /** False where another advisor has it than `from`. */
  assign(id: string, change: { from: string | null; to: string | null }): Promise<boolean>;
  cancel(id: string): Promise<boolean>;
}

/** A booking with what it lays hand on. */
export type BookingRecord = Booking & {
  seat: number;
  claims: string[];
  /** Keys of the acts that changed it: the same act again finds itself here. */
  acts: string[];
};

export type Change = Partial<Omit<BookingRecord, 'id' | 'acts'>>;
export type Changed = { kind: 'changed'; booking: BookingRecord } | { kind: 'claimed' } | { kind: 'lost' };

/** Every write is one conditional write; a claim stands with one booking only, by a unique index. */
export interface BookingRecords {
  insert(booking: BookingRecord): Promise<'inserted' | 'known' | 'claimed'>;
  get(id: string): Promise<BookingRecord | null>;
  /** Those that hold any of these claims. */
  holding(claims: readonly string[]): Promise<BookingRecord[]>;
  /** Applies `change` where state and revision are still the ones expected; `act` is noted with it. */
  change(
    expected: Pick<BookingRecord, 'id' | 'state' | 'revision'>,
    change: Change,
    act: string,
  ): Promise<Changed>;
  /** Claims that stand for this session's seats. */
  seatsTaken(
    sessionId: string,
  ): Promise<{ seat: number; booking: string; state: BookingState; heldUntil: Date | null }[]>;
  ofContact(contactId: string, from: Date): Promise<BookingRecord[]>;
  ofSession(sessionId: string): Promise<BookingRecord[]>;
  /** Those of an advisor that begin in [from, to), in time order. */
  ofAdvisor(advisorId: string | null, span: { from: Date; to: Date }): Promise<BookingRecord[]>;
  /** Booked ones that begin in [from, to), in time order. */
  beginning(span: { from: Date; to: Date }): Promise<BookingRecord[]>;
  /** Spans in which advisors are taken (claims that stand; holds that are over by `now` do not), for many at once. */
  busy(span: { from: Date; to: Date; now?: Date }): Promise<Busy[]>;
}

export type Busy = { advisorId: string; startsAt: Date; endsAt: Date };

export interface Waitlist {
  /** Once per key; one waiting entry a contact and target. */
  join(entry: WaitlistEntry): Promise<'joined' | 'known'>;
  get(id: string): Promise<WaitlistEntry | null>;
  ofContact(contactId: string): Promise<WaitlistEntry[]>;
  /** Waiting or offered, oldest first. */
  open(limit: number): Promise<WaitlistEntry[]>;
  waitingFor(target: WaitlistTarget): Promise<number>;
  /** False where its state is no longer the one expected. */
  change(
    expected: Pick<WaitlistEntry, 'id' | 'state'>,
    change: Partial<Pick<WaitlistEntry, 'state' | 'offer' | 'offers'>>,
  ): Promise<boolean>;
}

/** Local days and times of the programme's zone, and Colombia's holidays. */
export interface Calendar {
  /** The local day of an instant, YYYY-MM-DD. */
  dayOf(at: Date): string;
  /** Minutes since local midnight. */
  minutesOf(at: Date): number;
  /** The instant of a local day and time (HH:MM). */
  instant(day: string, time: string): Date;
  addDays(day: string, days: number): string;
  /** 1 is Monday. */
  weekday(day: string): number;
  isHoliday(day: string): boolean;
}

/** Instants of a rule that begins on a local day and time. */
export interface Recurrence {
  /** The first ones, `most` and perhaps one more; null where it is no rule (RFC 5545). */
  occurrences(start: { day: string; time: string; rule: string }, most: number): Date[] | null;
}

/** Addresses of bookings as calendar files; who was given one may fetch it for as long as the booking is kept. */
export interface SessionLinks {
  make(bookingId: string): string;
  /** The booking; null where the token was altered. */
  read(token: string): string | null;
}

export type SessionPorts = {
  advisors: Advisors;
  sessions: Sessions;
  bookings: BookingRecords;
  waitlist: Waitlist;
};
