import type { Disposable } from '../../domain/retention.ts';

/** What one night's run ended, by class. */
export type RetentionRun = { day: string; at: Date; ended: Partial<Record<Disposable, number>> };

export interface RetentionRecords {
  /** Ends what a class holds from before an instant; says how much it was. Safe to repeat. */
  dispose(name: Exclude<Disposable, 'silent-people'>, before: Date): Promise<number>;
  /** People with a permission who have not written since, and who are no part of the programme now. */
  silentPeople(before: Date, limit: number): Promise<string[]>;
  /** A day has one run; a second one is added to it. */
  record(run: RetentionRun): Promise<void>;
  run(day: string): Promise<RetentionRun | null>;
  /** Newest first. */
  runs(limit: number): Promise<RetentionRun[]>;
}
