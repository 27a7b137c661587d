import type { Booked, Reminder } from '../../domain/reminders.ts';

/** What reminders look at in the bookings; they change nothing there. */
export interface BookingsToRemind {
  get(id: string): Promise<Booked | null>;
  ofSession(sessionId: string): Promise<Booked[]>;
  /** In time order. */
  ofAdvisor(advisorId: string, span: { from: Date; to: Date }): Promise<Booked[]>;
  /** Booked ones that begin in [from, to). */
  beginning(span: { from: Date; to: Date }): Promise<Booked[]>;
}

/** Whom and how a reminder addresses. */
export interface Directory {
  /** The contact an advisor is. */
  advisor(advisorId: string): Promise<{ contactId: string; name: string } | null>;
  /** The name a person is enrolled by; null where none is known. */
  nameOf(contactId: string): Promise<string | null>;
  /** Place or link of a session, in one line. */
  placeOf(sessionId: string): Promise<string | null>;
}

/** Why nothing was said. */
export type Dropped =
  | 'cancelled'
  | 'moved'
  | 'begun'
  | 'superseded'
  | 'nothing-to-say'
  | 'marked'
  | 'no-contact'
  | 'opted-out';

export type Closing =
  | { state: 'sent'; at: Date; lateMs: number }
  | { state: 'dropped'; at: Date; reason: Dropped };

export type ReminderRecord = Reminder & { closed: Closing | null };

/** What is still to be said. The records decide whether something was; jobs only make it punctual. */
export interface Reminders {
  /** Those not known yet are kept, and given back. */
  insertAbsent(reminders: readonly Reminder[]): Promise<Reminder[]>;
  get(id: string): Promise<ReminderRecord | null>;
  /** Open ones due by `now`, oldest first. */
  due(now: Date, limit: number): Promise<Reminder[]>;
  /** Open ones of a booking. */
  openOf(bookingId: string): Promise<Reminder[]>;
  /** False where another was quicker. */
  close(id: string, closing: Closing): Promise<boolean>;
  /** Newest first, with what became of them. */
  list(limit: number): Promise<ReminderRecord[]>;
}
