import type { SessionPorts } from '../session-ports.ts';

/** No session is longer, so that one which began before a span is found. */
export const LONGEST_MS = 12 * 60 * 60_000;

/** Ids of sessions that an advisor has within a span, booked by somebody or with seats. */
export async function engagements(
  { sessions, bookings }: Pick<SessionPorts, 'sessions' | 'bookings'>,
  advisorId: string,
  { from, to }: { from: Date; to: Date },
): Promise<string[]> {
  const span = { from: new Date(from.getTime() - LONGEST_MS), to };
  const [seated, booked] = await Promise.all([
    sessions.between({ ...span, advisorId }),
    bookings.ofAdvisor(advisorId, span),
  ]);
  const standing = [
    ...seated.filter(({ seats }) => seats > 1).map(({ id, endsAt }) => ({ id, endsAt })),
    ...booked
      .filter(({ claims }) => claims.length > 0)
      .map(({ sessionId, endsAt }) => ({ id: sessionId, endsAt })),
  ];
  return [...new Set(standing.filter(({ endsAt }) => endsAt > from).map(({ id }) => id))];
}
