import { SECTOR_WORDS } from '../answers/sector-words.ts';
import { foldPhrase } from './gazetteer.ts';
import { foldSound, normalise, words } from './normalise.ts';

export type LexiconSources = {
  /** Concept → words, from data/understanding/concepts.yaml. */
  concepts: Record<string, string[]>;
  municipalities: Record<string, string[]>;
};

/** Every concept word the classifier knows; the first concept that claims a word keeps it. */
export function compileConcepts({ concepts, municipalities }: LexiconSources): Map<string, string> {
  const out = new Map<string, string>();
  const add = (phrase: string, concept: string) => {
    const key = foldPhrase(phrase);
    if (key !== '' && key.split(' ').length <= 3 && !out.has(key)) out.set(key, concept);
  };
  for (const [concept, phrases] of Object.entries(concepts))
    for (const phrase of phrases) add(phrase, concept);
  for (const [sector, phrases] of Object.entries(SECTOR_WORDS)) {
    for (const phrase of phrases)
      for (const form of [phrase, `${phrase}s`]) add(form, sector === 'other' ? 'trade_other' : 'trade');
  }
  for (const [department, names] of Object.entries(municipalities)) {
    for (const name of [department, ...names]) add(name, 'place');
  }
  return out;
}

/** Folded words of people and of the lexicon, the most used first: what a misspelt word may have meant. */
export function compileVocabulary(texts: string[], concepts: ReadonlyMap<string, string>): string[] {
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const word of new Set(words(normalise(text)).map(foldSound)))
      counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  for (const [word, count] of counts) if (count < 2) counts.delete(word);
  for (const word of [...concepts.keys()].flatMap((phrase) => phrase.split(' '))) {
    counts.set(word, counts.get(word) ?? 1);
  }
  return [...counts]
    .sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1))
    .map(([word]) => word);
}
