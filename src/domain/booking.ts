import type { SessionKind } from './session.ts';

export const BOOKING_STATES = ['held', 'booked', 'attended', 'missed', 'cancelled'] as const;
export type BookingState = (typeof BOOKING_STATES)[number];

/** A contact's place in a session. */
export type Booking = {
  id: string;
  sessionId: string;
  contactId: string;
  enrolmentId: string | null;
  kind: SessionKind;
  /** Null while the session has no advisor. */
  advisorId: string | null;
  chamber: string;
  startsAt: Date;
  endsAt: Date;
  state: BookingState;
  /** A hold stands until then; null once booked. */
  heldUntil: Date | null;
  /** Grows with every move; reminders of an earlier one mean nothing. */
  revision: number;
  /** Confirmed by a tap on a reminder. */
  confirmedAt: Date | null;
  madeAt: Date;
};

/** Minutes of a cell: sessions begin and end at quarters. */
export const CELL_MINUTES = 15;
const CELL_MS = CELL_MINUTES * 60_000;

/**
 * What a booking lays hand on, under one unique index: a seat, each quarter of an hour of the contact, and for an
 * individual session each quarter of the advisor's (buffers included) and one of the advisor's places of the day.
 */
export function claimsOf(claim: {
  sessionId: string;
  seat: number;
  contactId: string;
  startsAt: Date;
  endsAt: Date;
  advisor: { id: string; bufferMinutes: number; day: string; nth: number } | null;
}): string[] {
  const { sessionId, seat, contactId, startsAt, endsAt, advisor } = claim;
  const own = cells(startsAt, endsAt).map((cell) => `c:${contactId}:${cell}`);
  if (!advisor) return [`s:${sessionId}:${seat}`, ...own];
  const buffer = advisor.bufferMinutes * 60_000;
  const around = cells(startsAt, new Date(endsAt.getTime() + buffer));
  return [
    `s:${sessionId}:${seat}`,
    ...own,
    ...around.map((cell) => `a:${advisor.id}:${cell}`),
    `d:${advisor.id}:${advisor.day}:${advisor.nth}`,
  ];
}

function cells(from: Date, to: Date): number[] {
  const first = Math.floor(from.getTime() / CELL_MS);
  const end = Math.ceil(to.getTime() / CELL_MS);
  return Array.from({ length: end - first }, (_, index) => first + index);
}

/** Whether a claim is of the contact's own time, the session's seat, or the advisor's. */
export function claimedBy(claim: string): 'seat' | 'contact' | 'advisor' | 'day' {
  const kind = { s: 'seat', c: 'contact', a: 'advisor', d: 'day' } as const;
  return kind[claim[0] as keyof typeof kind];
}
