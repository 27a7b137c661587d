import type { Json, Values } from '../conversation.ts';
import type { WrittenTexts } from './rule.ts';

/** What flows may count on from an action: the part of it that can be checked without running it. */
export type ActionSignature = {
  outcomes: readonly string[];
  /** Answers it cannot do without. */
  needs?: readonly string[];
  /** What it gives the flow for texts and conditions; here as long as it may be. */
  gives?: Record<string, (texts: WrittenTexts, locale: string) => string>;
  /** Lists it gives for `pick`, by name: the ids of rows that may be in them. */
  lists?: Record<string, readonly string[]>;
  /** What it makes known of the contact across flows. */
  remembers?: Values;
  /** Answers in flows left half-way go. */
  forgets?: boolean;
  /** Its result may come after WhatsApp's 24 hours have passed. */
  slow?: boolean;
  /** Those outcomes that some combination of the answers the flow can give leads to. */
  reaches?(possible: Record<string, Json[]>): string[];
};
