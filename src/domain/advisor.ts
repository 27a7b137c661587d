import type { Place, SessionKind } from './session.ts';

/** A span of a local day, `08:00` to `12:00`. */
export type Span = { from: string; to: string };

/** Someone who accompanies businesses: a contact with this role. */
export type Advisor = {
  id: string;
  contactId: string;
  name: string;
  chamber: string;
  territories: string[];
  kinds: SessionKind[];
  /** Hours of a week, by ISO weekday (1 is Monday), in the programme's time zone. */
  weekly: (Span & { weekday: number })[];
  /** Days unlike the others (YYYY-MM-DD): closed where there are no hours. They win over holidays. */
  exceptions: { date: string; hours: Span[] }[];
  /** Kept free before and after each session. */
  bufferMinutes: number;
  maxPerDay: number;
  place: Place;
  status: 'active' | 'removed';
};
