import type { Request } from 'express';

/** Where a request comes from: what our own proxy says, which alone speaks to us from a private address. */
export function addressOf(request: Pick<Request, 'socket' | 'headers'>): string {
  const direct = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  const forwarded = [request.headers['x-forwarded-for']].flat().join(',').split(',').at(-1)?.trim();
  return PRIVATE.test(direct) && forwarded ? forwarded : direct;
}

// RFC 1918, RFC 4193 and loopback.
const PRIVATE = /^(?:127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|::1$|f[cd])/i;
