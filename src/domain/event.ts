import type { Place } from './session.ts';

export const EVENT_STATES = ['published', 'cancelled', 'over'] as const;
export type EventState = (typeof EVENT_STATES)[number];

/** What everybody who said yes is to be told, for one revision; null once all of them were. */
export type News = { kind: 'changed' | 'cancelled'; message: string; revision: number };

/** The closing event of a chamber: certificates are handed over there. */
export type ProgrammeEvent = {
  id: string;
  name: string;
  chamber: string;
  startsAt: Date;
  endsAt: Date;
  place: Place;
  /** Seats, those of companions included. */
  capacity: number;
  /** How many people each may bring. */
  companions: number;
  /** What is said about it, by language; a language without words shows the other's. */
  description: Record<string, string>;
  status: EventState;
  /** Grows with every edit. */
  revision: number;
  news: News | null;
};

/** More would not fit one message beside the rest of it. */
export const LONGEST_NAME = 60;
export const LONGEST_DESCRIPTION = 500;
export const LONGEST_PLACE = 200;
export const LONGEST_NEWS = 300;
export const MOST_CAPACITY = 5_000;
export const MOST_COMPANIONS = 5;

/** Whether an invitation to it can still be answered. */
export function answerable(
  event: Pick<ProgrammeEvent, 'status' | 'startsAt'> | null,
  now: Date,
): 'open' | 'unknown' | 'cancelled' | 'over' {
  if (!event) return 'unknown';
  if (event.status === 'cancelled') return 'cancelled';
  return event.status === 'over' || event.startsAt <= now ? 'over' : 'open';
}

export function describedIn({ description }: Pick<ProgrammeEvent, 'description'>, locale: string): string {
  return description[locale] ?? Object.values(description)[0] ?? '';
}

/** Place and link in one line. */
export function whereOf({ address, link }: Place): string {
  return [address, link].filter(Boolean).join(' · ');
}
