import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutText, splitText } from '../../src/domain/text-split.ts';

describe('a long text', () => {
  it.each([
    ['fits', 'uno dos', 7, ['uno dos']],
    ['is empty', '', 5, []],
    ['is cut between paragraphs', 'Uno. Dos.\n\nTres cuatro cinco', 20, ['Uno. Dos.', 'Tres cuatro cinco']],
    ['is cut between lines', 'uno dos\ntres cuatro', 12, ['uno dos', 'tres cuatro']],
    ['is cut between sentences', '¿Uno dos? Tres cuatro cinco', 15, ['¿Uno dos?', 'Tres cuatro', 'cinco']],
    ['is cut between words', 'uno dos tres cuatro', 10, ['uno dos', 'tres', 'cuatro']],
    ['uses the last place for a word', 'uno dos tres', 7, ['uno dos', 'tres']],
    ['passes a border that would leave too little', 'a\n\nbbbb cccc dddd', 12, ['a\n\nbbbb cccc', 'dddd']],
    ['keeps an emoji whole', '👩‍👩‍👧👩‍👩‍👧', 12, ['👩‍👩‍👧', '👩‍👩‍👧']],
    ['keeps an accent on its letter', `${'e\u0301'.repeat(3)}`, 3, ['e\u0301', 'e\u0301', 'e\u0301']],
  ])('%s', (_, text, limit, pieces) => {
    expect(splitText(text, limit)).toEqual(pieces);
  });

  it('loses nothing but the space at a cut, and no piece is too long', () => {
    const texts = fc.string({
      unit: fc.constantFrom('a', 'é', ' ', '\n', '. ', '😀', '👩‍👩‍👧', 'e\u0301'),
      maxLength: 200,
    });
    fc.assert(
      fc.property(texts, fc.integer({ min: 12, max: 60 }), (text, limit) => {
        const pieces = splitText(text, limit);
        expect(pieces.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
        for (const piece of pieces) {
          expect(piece.length).toBeLessThanOrEqual(limit);
          expect(piece.isWellFormed()).toBe(true);
        }
      }),
    );
  });

  it('ends for any text and limit', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 5 }), (text, limit) => {
        for (const piece of splitText(text, limit))
          expect(piece.length).toBeLessThanOrEqual(Math.max(limit, 2));
      }),
    );
  });

  it('breaks a character only where it is longer than the limit, and then no half of it', () => {
    for (const limit of [2, 3, 4, 5, 6, 7]) {
      for (const piece of splitText('👩‍👩‍👧👨‍👩‍👧', limit)) expect(piece.isWellFormed()).toBe(true);
    }
  });

  it('is cut to its beginning between characters', () => {
    expect(cutText('ab👩‍👩‍👧cd', 6)).toBe('ab');
    expect(cutText('abcdef', 3)).toBe('abc');
    expect(cutText(`e${'\u0301'.repeat(50)}`, 10)).toHaveLength(10);
  });
});
