import { editDistance } from './edit-distance.ts';

/** A folded word as it was most likely meant; unknown words far from all others stay. */
export type Speller = (word: string) => string;

/** `vocabulary`: folded words, the most used first, so that of two equally near words the commoner wins. */
export function createSpeller(vocabulary: readonly string[]): Speller {
  const known = new Map(vocabulary.map((word, rank) => [word, rank]));
  const byDeletion = new Map<string, string[]>();
  for (const word of vocabulary) {
    if (word.length < SHORTEST) continue;
    for (const shorter of [word, ...deletionsOf(word)]) {
      const words = byDeletion.get(shorter);
      if (words === undefined) byDeletion.set(shorter, [word]);
      else words.push(word);
    }
  }
  return (word) => {
    if (word.length < SHORTEST || word.length > LONGEST || known.has(word) || /\d/.test(word)) return word;
    let best = word;
    let bestRank = Number.POSITIVE_INFINITY;
    for (const shorter of [word, ...deletionsOf(word)]) {
      for (const candidate of byDeletion.get(shorter) ?? []) {
        const rank = known.get(candidate) ?? 0;
        if (rank < bestRank && editDistance(word, candidate, 1) === 1) {
          best = candidate;
          bestRank = rank;
        }
      }
    }
    return best;
  };
}

// Shorter words have too many neighbours; longer ones are not words.
const SHORTEST = 4;
const LONGEST = 24;

function deletionsOf(word: string): string[] {
  return Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1));
}
