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
}

/** What a chain of receipts says of itself: whole, or where it breaks. */
export type ChainState = { chain: string; receipts: number; brokenAt: number | null };
