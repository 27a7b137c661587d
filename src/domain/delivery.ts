/** What the provider answered to one attempt to send. */
export type SendOutcome =
  | { kind: 'accepted'; sid: string }
  | { kind: 'refused'; code: number | null; retry: Retry; reason: string }
  /** The answer was lost (timeout, reset): the message may or may not have gone out. */
  | { kind: 'unknown'; reason: string };

export type Retry = 'soon' | 'later' | 'never';

/** Statuses by rank: a lower one never overwrites a higher one, whatever order callbacks come in. */
const RANK: Record<string, number> = {
  accepted: 0,
  scheduled: 0,
  queued: 1,
  sending: 2,
  sent: 3,
  undelivered: 3.5,
  failed: 3.5,
  canceled: 3.5,
  delivered: 4,
  read: 5,
};

/** The rank of a provider's status, or null for a word we do not know. */
export function statusRank(status: string): number | null {
  return RANK[status] ?? null;
}

export function isFailure(status: string): boolean {
  return status === 'failed' || status === 'undelivered' || status === 'canceled';
}

// Twilio's codes (docs/api/errors; table in its WhatsApp guides): those that say "again", at once or after a while.
const SOON = new Set([20429, 63010, 63012, 63018, 63019, 63023, 30001, 30008, 14107]);
const LATER = new Set([63038, 63049]);

/** Whether a refusal may be tried again: `status` is HTTP's, `code` Twilio's (null when it gave none). */
export function retryFor(status: number | null, code: number | null): Retry {
  if (code !== null && SOON.has(code)) return 'soon';
  if (code !== null && LATER.has(code)) return 'later';
  if (status !== null && (status === 429 || status >= 500)) return 'soon';
  return 'never';
}

/** Tries of one reply before it counts as failed for good. */
export const MAX_ATTEMPTS = 6;

/** Milliseconds to wait before attempt number `attempt` (2, 3, …): doubling from one second, at most a minute. */
export function backoff(attempt: number): number {
  return Math.min(1000 * 2 ** Math.max(0, attempt - 2), 60_000);
}

// Twilio stops a conversation at 15 replies in 30 s (14107) and Meta's pair rate is lower still: we stay at 10.
export const PACE = { sends: 10, perMs: 30_000 } as const;

/** WhatsApp's customer-service window: free-form messages only this long after the contact's last one. */
export const WINDOW_MS = 24 * 60 * 60 * 1000;

/** Twilio's word for a free-form message outside the window (docs/api/errors/63016). */
export function isOutsideWindow(code: number | null): boolean {
  return code === 63016;
}

export function windowOpen(lastInboundAt: Date | null, now: Date): boolean {
  return lastInboundAt !== null && now.getTime() - lastInboundAt.getTime() < WINDOW_MS;
}
