import parsePhoneNumber from 'libphonenumber-js/max';
import type { PhoneRead, PhoneReason, ReadPhone } from '../../usecases/enrolments/phone.ts';

const COUNTRY = 'CO';

/** `max`: only the full metadata tells a mobile from a fixed line. */
export const readPhone: ReadPhone = (written) => {
  const text = tidy(written);
  if (!text) return refused('missing');
  if (/^\d([.,]\d+)?e\+?\d+$/i.test(text)) return refused('digits-lost');
  const number = parsePhoneNumber(text, { defaultCountry: COUNTRY, extract: false });
  if (!number) return refused(/^\+?[\d\s().-]+$/.test(text) ? 'wrong-length' : 'not-a-number');
  if (number.ext) return refused('not-a-number');
  if (!number.isValid()) return refused('wrong-length');
  const type = number.getType();
  // Where a country's plan does not tell them apart (+1), it may be a mobile.
  if (type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE') return { kind: 'mobile', value: number.number };
  return refused(type === 'FIXED_LINE' ? 'fixed-line' : 'no-mobile');
};

function refused(reason: PhoneReason): PhoneRead {
  return { kind: 'refused', reason };
}

/** `whatsapp:`, a spreadsheet's `.0` and text mark, `00` for `+`, and the 1 that Mexican mobiles had until 2019. */
function tidy(written: string): string {
  return written
    .trim()
    .replace(/^whatsapp:/i, '')
    .replace(/^'/, '')
    .replace(/^(\d+)\.0+$/, '$1')
    .replace(/^00(?=\d)/, '+')
    .replace(/^\+52\s?1\s?(?=(?:\d[\s-]?){10}$)/, '+52');
}
