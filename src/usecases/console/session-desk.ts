import type { Session } from '../../domain/session.ts';
import type { BookingRecord } from '../session-ports.ts';

/** A session with how many have a place in it, came and did not come. */
export type SeenSession = Session & { taken: number; attended: number; missed: number };

export type SessionSpan = { chamber: string | null; from: Date; to: Date };

/** Sessions as a coordinator looks at them. An individual one that nobody has booked any more is an advisor's free time, and left out. */
export interface SessionDesk {
  /** Those that begin in [from, to), in time order. */
  within(span: SessionSpan): Promise<SeenSession[]>;
  /** The next ones that have no advisor. */
  pool(wish: { chamber: string | null; from: Date; limit: number }): Promise<SeenSession[]>;
  /** Who has a place in it, or had one and came or not; with the name they are enrolled by. */
  people(sessionId: string): Promise<Participant[]>;
}

export type Participant = BookingRecord & { name: string | null; businessName: string | null };
