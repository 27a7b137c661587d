import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { SessionLinks } from '../../usecases/session-ports.ts';

/** Bytes of the signature: 128 bits, so that the address stays short on a phone. */
const SIGNATURE_BYTES = 16;

/** `<booking>.<signature>`, both base64url. */
export function createSessionLinks(secretKey: string, publicUrl: string): SessionLinks {
  const key = Buffer.from(hkdfSync('sha256', secretKey, '', 'fortaleser/session-link', 32));
  const sign = (told: string) => createHmac('sha256', key).update(told).digest().subarray(0, SIGNATURE_BYTES);
  return {
    make(bookingId) {
      const told = Buffer.from(bookingId).toString('base64url');
      return `${publicUrl}/sessions/${told}.${sign(told).toString('base64url')}.ics`;
    },
    read(token) {
      const [told = '', signature = '', ...more] = token.split('.');
      const expected = sign(told);
      const given = Buffer.from(signature, 'base64url');
      if (more.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected))
        return null;
      return Buffer.from(told, 'base64url').toString();
    },
  };
}
