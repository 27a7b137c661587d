/** What can be booked: the parts of the route that are sessions (the closing event is an event). */
export const SESSION_KINDS = [
  'entry-diagnosis',
  'road-map',
  'group',
  'individual',
  'networking',
  'exit-diagnosis',
] as const;
export type SessionKind = (typeof SESSION_KINDS)[number];

/** Where a session is held: an address, a link, or both. */
export type Place = { address: string | null; link: string | null };

/** A bookable event. An individual one arises when somebody takes a time of an advisor's; others are made beforehand. */
export type Session = {
  id: string;
  kind: SessionKind;
  /** Null where the advisor was removed and nobody has taken over yet. */
  advisorId: string | null;
  chamber: string;
  territories: string[];
  startsAt: Date;
  endsAt: Date;
  seats: number;
  place: Place;
  status: 'open' | 'cancelled';
};

/** The same advisor at the same instant is the same session, whoever takes it. */
export function individualSessionId(advisorId: string, startsAt: Date): string {
  return `i-${advisorId}-${Math.floor(startsAt.getTime() / 60_000)}`;
}
