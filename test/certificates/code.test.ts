import fc from 'fast-check';
import { expect, it } from 'vitest';
import { codeFrom, readCode, shownCode } from '../../src/domain/certificate-code.ts';

const random = fc.uint8Array({ minLength: 9, maxLength: 9 });
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

it('is 14 characters that are not mistaken for one another, in groups', () => {
  fc.assert(
    fc.property(random, (bytes) => {
      const code = codeFrom(bytes);
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{14}$/);
      expect(shownCode(code)).toMatch(/^\w{5}-\w{5}-\w{4}$/);
      expect(readCode(shownCode(code))).toEqual({ kind: 'code', code });
    }),
  );
});

it('carries all of its 65 bits: whichever of them differs, the code differs', () => {
  const zero = codeFrom(new Uint8Array(9));
  for (let bit = 0; bit < 65; bit++) {
    const bytes = new Uint8Array(9);
    bytes[bit >> 3] = 0x80 >> (bit & 7);
    expect(codeFrom(bytes)).not.toBe(zero);
  }
});

it('forgives case, spaces, dashes of any kind, and O for 0, I and l for 1', () => {
  fc.assert(
    fc.property(random, fc.infiniteStream(fc.nat(7)), (bytes, choices) => {
      const code = codeFrom(bytes);
      const typed = [...code].map((letter) => {
        const { value } = choices.next();
        const alike = letter === '0' ? 'Oo0' : letter === '1' ? 'IiLl1' : letter;
        const one = alike[value % alike.length] ?? letter;
        return `${value & 1 ? one.toLowerCase() : one}${['', ' ', '-', '–', '\u00a0', '.'][value] ?? ''}`;
      });
      expect(readCode(` ${typed.join('')} `)).toEqual({ kind: 'code', code });
    }),
  );
});

it('tells every wrong letter and every two that were swapped', () => {
  fc.assert(
    fc.property(random, fc.nat(13), fc.nat(13), fc.nat(31), (bytes, at, other, letter) => {
      const letters = [...codeFrom(bytes)];
      const wrong = letters.with(at, ALPHABET[letter] ?? '0');
      if (wrong[at] !== letters[at]) expect(readCode(wrong.join(''))).toEqual({ kind: 'slip' });
      const swapped = letters.with(at, letters[other] ?? '').with(other, letters[at] ?? '');
      if (letters[at] !== letters[other]) expect(readCode(swapped.join(''))).toEqual({ kind: 'slip' });
    }),
  );
});

it.each(['', 'hola', '¿y mi certificado?', '../../etc/passwd', '7K3QF-9M2XR-4T8', '0'.repeat(500), '%00'])(
  '%j is none',
  (said) => expect(readCode(said).kind).toBe('none'),
);

it('a U, which no code has, is a slip', () => {
  expect(readCode('UUUUU-UUUUU-UUUU')).toEqual({ kind: 'slip' });
});
