import type { Request, RequestHandler } from 'express';
import type { RateLimiter } from '../usecases/rate-limiter.ts';

/** Refuses who asks too often. Behind a proxy all share its address, unless TRUST_PROXY counts it. */
export function limit(limiter: RateLimiter, whoOf: (request: Request) => string = addressOf): RequestHandler {
  return async (request, response, next) => {
    const taken = await limiter.take(whoOf(request));
    if (taken.kind === 'free') return next();
    const { retryAfterSeconds } = taken;
    response
      .status(429)
      .set('Retry-After', String(retryAfterSeconds))
      .type('text')
      .send('Too many requests.');
  };
}

export function addressOf({ ip }: Request): string {
  return ip ?? 'unknown';
}
