/** Folded word or phrase → concept, e.g. "peluketria" → trade. Phrases have up to three words. */
export type Concepts = ReadonlyMap<string, string>;

/** For each token the concept that it carries or begins, or null; the rest of a phrase carries null. */
export function conceptsOf(tokens: string[], folded: string[], concepts: Concepts): (string | null)[] {
  const out: (string | null)[] = new Array(folded.length).fill(null);
  for (let i = 0; i < folded.length; ) {
    const size = phraseAt(folded, i, concepts);
    if (size > 0) {
      out[i] = concepts.get(folded.slice(i, i + size).join(' ')) ?? null;
      i += size;
      continue;
    }
    if (/^\d+$/.test(tokens[i] ?? '')) out[i] = 'number';
    i += 1;
  }
  return out;
}

function phraseAt(folded: string[], start: number, concepts: Concepts): number {
  for (let size = Math.min(3, folded.length - start); size > 0; size--) {
    if (concepts.has(folded.slice(start, start + size).join(' '))) return size;
  }
  return 0;
}
