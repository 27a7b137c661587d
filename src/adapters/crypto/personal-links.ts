import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { PersonalLinks } from '../../usecases/data-rights/ports.ts';

/** Long enough to be opened on another device, too short to be found in an old backup of a chat. */
const OPEN_MS = 24 * 60 * 60 * 1000;

/** `<contact>.<end>.<signature>` in the query, which no log of ours shows. */
export function createPersonalLinks(secretKey: string, publicUrl: string): PersonalLinks {
  const key = Buffer.from(hkdfSync('sha256', secretKey, '', 'fortaleser/my-data-link', 32));
  const sign = (told: string) => createHmac('sha256', key).update(told).digest();
  return {
    make(contactId, now) {
      const told = `${contactId}.${now.getTime() + OPEN_MS}`;
      return `${publicUrl}/my-data?t=${told}.${sign(told).toString('base64url')}`;
    },
    read(token, now) {
      const end = token.lastIndexOf('.');
      const told = token.slice(0, Math.max(end, 0));
      const expected = sign(told);
      const given = Buffer.from(token.slice(end + 1), 'base64url');
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
      const [contactId = '', until = ''] = told.split('.');
      return Number(until) > now.getTime() ? contactId : null;
    },
  };
}
