/** How often somebody may do something; `who` is an id or an address, kept for the limit's time only. */
export interface RateLimiter {
  take(who: string): Promise<{ kind: 'free' } | { kind: 'full'; retryAfterSeconds: number }>;
}
