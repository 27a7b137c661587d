import type { DataRequest } from '../../domain/data-request.ts';

export interface DataRequests {
  /** Once per key. One that was answered at once comes with `answeredAt`. */
  open(request: DataRequest): Promise<void>;
  /** The one that is due first comes first. */
  list(filter: { open: boolean }): Promise<DataRequest[]>;
  close(id: string, at: Date): Promise<boolean>;
}

export interface Erasure {
  /** Deletes what the bot may delete of a contact and retires their key; what proves a permission stays. Safe to repeat. */
  erase(contactId: string): Promise<void>;
  /** Shreds keys retired long enough ago; says how many. */
  shred(now: Date): Promise<number>;
}

export interface BusinessDays {
  /** The day that is so many working days after an instant: `2026-12-15`. The day itself does not count. */
  after(at: Date, days: number): string;
  /** Working days from an instant until the end of a day; below zero once it is over. */
  left(at: Date, day: string): number;
}

/** What a chain of receipts says of itself: whole, or where it breaks. */
export type ChainState = { chain: string; receipts: number; brokenAt: number | null };

/** What is kept about a person under one heading; a topic adds its own in composition. `read` gives one row a record. */
export type PersonalSection = {
  name: string;
  read(contactId: string): Promise<Record<string, unknown>[]>;
};

export interface PersonalLinks {
  /** An address that only this person is given; it opens what is kept about them, and only for a while. */
  make(contactId: string, now: Date): string;
  /** Whose it is; null where it was altered or its time is over. */
  read(token: string, now: Date): string | null;
}
