/** Short enough for a test to wait for. */
export const QUICK = { leaseMs: 1_500, settleAfterMs: 150, pace: { sends: 100, perMs: 1_000 } };
