import { COMMANDS } from '../commands.ts';
import { fold } from '../fold.ts';
import type { Checked, Fault, Rule } from './rule.ts';

/** A word that opens a flow opens that one alone, and is none of the words that work everywhere. */
export const distinctWords: Rule = (checked) => {
  const taken = new Map(COMMANDS.flatMap((command) => spellingsOf(checked, command)));
  return Object.keys(checked.house.words).flatMap((word) => {
    const own = spellingsOf(checked, `words.${word}`);
    const faults = own.flatMap(([spelling]): Fault[] => {
      const other = taken.get(spelling);
      if (!other) return [];
      const message = `"${spelling}" is a word for "${word}" and for "${other.replace('words.', '')}"`;
      return [{ flow: 'house', step: null, message, advice: 'Leave it with one of the two.' }];
    });
    for (const [spelling, name] of own) taken.set(spelling, name);
    return faults;
  });
};

/** In any language: each is understood whatever language is spoken. */
function spellingsOf({ texts, locales }: Checked, name: string): [string, string][] {
  return locales.flatMap((locale) =>
    texts
      .raw(locale, `commands:${name}`)
      .split('|')
      .map((spelling): [string, string] => [fold(spelling), name]),
  );
}
