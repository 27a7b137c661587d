export const RSVP_ANSWERS = ['yes', 'waiting', 'no', 'none'] as const;
/** `none` came to the door without having answered. */
export type RsvpAnswer = (typeof RSVP_ANSWERS)[number];

/** One contact's answer to one event's invitation. */
export type Rsvp = {
  id: string;
  eventId: string;
  contactId: string;
  answer: RsvpAnswer;
  /** Companions, besides the contact. */
  companions: number;
  /** What is said at the door; one of a kind in its event, and kept through every change of mind. */
  code: string;
  seats: number[];
  answeredAt: Date;
  /** Since when they wait; the order of the waitlist. */
  waitingSince: Date | null;
  /** When a seat was found for somebody who waited, until they have been told. */
  promotedAt: Date | null;
  attendedAt: Date | null;
  /** Who said yes, did not come and has been written to. */
  missedAt: Date | null;
  /** The beginning they were reminded of: an event that was moved is reminded of anew. */
  remindedOf: Date | null;
  revision: number;
};

/** A contact answers an event once; who answers twice at the same time meets themselves here. */
export function rsvpIdOf(eventId: string, contactId: string): string {
  return `rsvp-${eventId}-${contactId}`;
}

/** What an answer lays hand on under one unique index: its seats, and its code at the door. */
export function claimsOfRsvp({ eventId, seats, code }: Pick<Rsvp, 'eventId' | 'seats' | 'code'>): string[] {
  return [...seats.map((seat) => `e:${eventId}:${seat}`), `k:${eventId}:${code}`];
}

/** Typed on a telephone's keypad in the noise of a door. */
export const CODE_DIGITS = 5;

/** A code drawn from the answer's id; another round draws another. */
export function doorCodeOf(rsvpId: string, round: number): string {
  return String(hashOf(`${rsvpId}#${round}`) % 10 ** CODE_DIGITS).padStart(CODE_DIGITS, '0');
}

/**
 * Seats for a party: its own first, then free ones from a place of its own on, so that racing people try different
 * ones. Null where there are not enough.
 */
export function seatsFor(party: {
  size: number;
  own: readonly number[];
  taken: readonly number[];
  capacity: number;
  spread: string;
}): number[] | null {
  const { size, own, taken, capacity, spread } = party;
  if (size <= own.length) return own.slice(0, size);
  const held = new Set([...taken, ...own]);
  const room = capacity - held.size;
  const wanted = size - own.length;
  if (room < wanted) return null;
  const free = Array.from({ length: capacity }, (_, index) => index + 1).filter((seat) => !held.has(seat));
  const from = hashOf(spread) % free.length;
  return [...own, ...[...free.slice(from), ...free.slice(0, from)].slice(0, wanted)];
}

/** FNV-1a with a final mix (MurmurHash3's): near ids fall far apart. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b) >>> 0;
  return (hash ^ (hash >>> 13)) >>> 0;
}
