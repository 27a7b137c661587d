import type { SessionKind } from './session.ts';

/** What somebody waits for: a seat in one session, or any time of a kind where they live ('' where that is not known). */
export type WaitlistTarget =
  | { kind: 'session'; sessionId: string }
  | { kind: 'any'; sessionKind: SessionKind; chamber: string; territory: string | null };

export type WaitlistEntry = {
  id: string;
  contactId: string;
  enrolmentId: string | null;
  target: WaitlistTarget;
  joinedAt: Date;
  state: 'waiting' | 'offered' | 'taken' | 'declined' | 'left' | 'lapsed';
  /** Offers made so far; each holds under a key of its own. */
  offers: number;
  /** The hold that stands for them, and until when. */
  offer: { bookingId: string; until: Date } | null;
};

/** The same target, as one word. */
export function targetKey(target: WaitlistTarget): string {
  return target.kind === 'session'
    ? `session:${target.sessionId}`
    : `any:${target.sessionKind}:${target.chamber}:${target.territory ?? ''}`;
}
