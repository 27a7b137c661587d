import type { Verdict } from '../../domain/screening.ts';
import type { ScreeningRecord } from '../ports.ts';
import type { Scope } from './scope.ts';

export const DECISIONS = ['accepted', 'rejected', 'asked'] as const;
export type Decision = (typeof DECISIONS)[number];
export type Review = { decision: Decision; by: string; at: Date };

export type ReviewedScreening = ScreeningRecord & { territory: string | null; review: Review | null };

export type ScreeningPage = {
  verdict?: Verdict['kind'] | undefined;
  /** Those somebody asked to be looked at and nobody has decided. */
  waiting?: boolean;
  scope: Scope;
  limit: number;
  after?: string | undefined;
};

export interface ScreeningDesk {
  list(page: ScreeningPage): Promise<{ screenings: ReviewedScreening[]; next: string | null }>;
  get(id: string): Promise<ReviewedScreening | null>;
  ofContact(contactId: string): Promise<ReviewedScreening[]>;
  countWaiting(scope: Scope): Promise<number>;
  /** One write: false where another decided before (a question asked is not yet a decision). */
  decide(id: string, review: Review): Promise<boolean>;
  /** The newest ones, a few at a time. */
  newest(scope: Scope, most: number): AsyncIterable<ReviewedScreening>;
}
