import { describe, expect, it } from 'vitest';
import { readFault, USUAL_FAULTS } from '../support/fake-whatsapp/fault-line.ts';

describe('a fault in words', () => {
  it.each([
    ['500', { kind: 'answer', status: 500 }],
    ['429 20429', { kind: 'answer', status: 429, code: 20429 }],
    ['hang before', { kind: 'hang', when: 'before' }],
    ['reset after', { kind: 'reset', when: 'after' }],
    ['truncate', { kind: 'truncate' }],
    ['later 63016', { kind: 'later', code: 63016 }],
    ['duplicate', { kind: 'callbacks', duplicate: true }],
    ['late 900', { kind: 'callbacks', delayMs: 900 }],
  ])('%s', (words, fault) => {
    expect(readFault(words)).toEqual(fault);
  });

  it.each(['', 'fly', 'hang', 'later soon', '200'])('%j is none', (words) => {
    expect(readFault(words)).toBeNull();
  });
});

it('the usual ones are all read', () => {
  expect(USUAL_FAULTS).toHaveLength(15);
});
