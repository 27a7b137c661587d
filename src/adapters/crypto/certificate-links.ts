import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { shownCode } from '../../domain/certificate-code.ts';
import type { CertificateLinks } from '../../usecases/certificates/ports.ts';

/** Long enough to be found again in the chat; another is asked for at any time. */
export const CERTIFICATE_LINK_DAYS = 30;
const OPEN_MS = CERTIFICATE_LINK_DAYS * 24 * 60 * 60 * 1000;
/** 128 bits: short enough for a chat. */
const SIGNATURE_BYTES = 16;

/** `<end>.<signature>` in the query, which no log of ours shows; the end in seconds, base 36. */
export function createCertificateLinks(secretKey: string, publicUrl: string): CertificateLinks {
  const key = Buffer.from(hkdfSync('sha256', secretKey, '', 'fortaleser/certificate-link', 32));
  const tokenOf = (code: string, end: string) => {
    const signature = createHmac('sha256', key).update(`${code}.${end}`).digest();
    return `${end}.${signature.subarray(0, SIGNATURE_BYTES).toString('base64url')}`;
  };
  return {
    make(code, now) {
      const end = Math.floor((now.getTime() + OPEN_MS) / 1000).toString(36);
      return `${publicUrl}/certificates/${shownCode(code)}?t=${tokenOf(code, end)}`;
    },
    read(code, token, now) {
      const [end = ''] = token.split('.', 1);
      // Compared as written: base64 has several spellings of the same bytes.
      const given = Buffer.from(token);
      const expected = Buffer.from(tokenOf(code, end));
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'wrong';
      return endOf(token) > now ? 'open' : 'expired';
    },
    endsAt: endOf,
  };
}

function endOf(token: string): Date {
  return new Date(Number.parseInt(token, 36) * 1000);
}
