/** A folded word as it was most likely meant; unknown words far from all others stay. */
export type Speller = (word: string) => string;

/** `vocabulary`: folded words, the most used first, so that of two equally near words the commoner wins. */
export function createSpeller(vocabulary: readonly string[]): Speller {
  const known = new Set(vocabulary);
  const byLength = new Map<number, string[]>();
  for (const word of vocabulary) {
    if (word.length < SHORTEST) continue;
    const words = byLength.get(word.length);
    if (words === undefined) byLength.set(word.length, [word]);
    else words.push(word);
  }
  const nearest = (word: string) => {
    // A letter replaced or swapped is likelier than one lost, and one lost likelier than one too many.
    for (const length of [word.length, word.length + 1, word.length - 1]) {
      const found = byLength.get(length)?.find((candidate) => isOneSlip(word, candidate));
      if (found !== undefined) return found;
    }
    return word;
  };
  return (word) => {
    if (word.length < SHORTEST || word.length > LONGEST || known.has(word) || /\d/.test(word)) return word;
    return nearest(word);
  };
}

// Shorter words have too many neighbours; longer ones are not words.
const SHORTEST = 4;
const LONGEST = 24;

/** Whether one letter dropped, added, replaced or swapped with its neighbour makes one word the other. */
function isOneSlip(one: string, other: string): boolean {
  let at = 0;
  while (at < one.length && one.charCodeAt(at) === other.charCodeAt(at)) at += 1;
  if (one.length < other.length) return one.slice(at) === other.slice(at + 1);
  if (one.length > other.length) return one.slice(at + 1) === other.slice(at);
  if (one.slice(at + 1) === other.slice(at + 1)) return true;
  return one[at] === other[at + 1] && one[at + 1] === other[at] && one.slice(at + 2) === other.slice(at + 2);
}
