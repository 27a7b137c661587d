/** One process's try at a message's turn, one at a time; its lease says until when it is believed to be at it. */
export type TurnAttempt = { id: string; process: string; leaseUntil: Date };

/** Longer than a turn takes, and what a message that kills may cost the person: as long as the lock. */
export const TURN_LEASE_MS = 8_000;

/** Attempts that may fail before a message is closed with a safe sentence and a handoff; no more are under way at once. */
export const MAX_TURN_ATTEMPTS = 3;

/**
 * An attempt counts once it failed (its lease was ended) or its process is gone (it ran out); one that lost a race, or
 * that an outage cut short, is taken off the record. So racers over one message are no failures of it.
 */
export function standOf(attempts: readonly TurnAttempt[], now: Date): 'free' | 'taken' | 'given-up' {
  if (attempts.length < MAX_TURN_ATTEMPTS) return 'free';
  const over = attempts.filter(({ leaseUntil }) => leaseUntil <= now);
  return over.length < MAX_TURN_ATTEMPTS ? 'taken' : 'given-up';
}
