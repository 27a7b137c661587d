/** Crockford's base 32: no I, L, O or U, so that nothing in it reads like something else. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 65 bits that nobody guesses, and one character that tells a slip of the finger. */
const RANDOM_CHARACTERS = 13;
const CODE_LENGTH = RANDOM_CHARACTERS + 1;

/** As it is printed: two of five and one of four. */
const GROUP = 5;

/** What somebody typed as a code; `slip` has the length of one and is none. */
export type ReadCode = { kind: 'code'; code: string } | { kind: 'slip' } | { kind: 'none' };

/** The first 65 bits of `random` as a code; the check character comes last. */
export function codeFrom(random: Uint8Array): string {
  const values = Array.from({ length: RANDOM_CHARACTERS }, (_, at) => bitsAt(random, at * 5));
  return [...values, times(checksum(values))].map((value) => ALPHABET[value]).join('');
}

/** Forgives case, spaces, dashes, and O for 0 and I or L for 1. */
export function readCode(said: string): ReadCode {
  const letters = said
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s.·_\p{Dash_Punctuation}]/gu, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  const values = [...letters].map((letter) => ALPHABET.indexOf(letter));
  if (values.length !== CODE_LENGTH) return { kind: 'none' };
  if (values.includes(-1) || checksum(values) !== 0) return { kind: 'slip' };
  return { kind: 'code', code: letters };
}

/** `7K3QF-9M2XR-4T8B` */
export function shownCode(code: string): string {
  return code.match(new RegExp(`.{1,${GROUP}}`, 'g'))?.join('-') ?? '';
}

/**
 * The code as a polynomial over GF(32), evaluated at a generator: one letter changed, or any two swapped, never gives
 * zero again (the generator's powers differ over 31 places).
 */
function checksum(values: readonly number[]): number {
  return values.reduce((sum, value) => times(sum) ^ value, 0);
}

/** Times the generator, modulo x^5 + x^2 + 1, which is primitive. */
function times(value: number): number {
  return value & 0b10000 ? (value << 1) ^ 0b100101 : value << 1;
}

function bitsAt(bytes: Uint8Array, bit: number): number {
  const at = bit >> 3;
  const pair = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
  return (pair >> (11 - (bit & 7))) & 31;
}
