import { editDistance } from '../understanding/edit-distance.ts';
import { foldSound } from '../understanding/normalise.ts';
import { type AnswerResult, confirm, UNCLEAR, understood } from './answer-result.ts';
import { lastWord } from './last-word.ts';
import { isUnknown, plain } from './plain.ts';

export type Option = { id: string; title: string };

/** `number` counts from 1. */
export type Choice = { number: number; id: string };

/** One of the numbered options: "la 2", "el segundo", 2️⃣, or the words of its title. */
export function parseChoice(text: string, options: Option[]): AnswerResult<Choice> {
  const exact = options.findIndex(({ title }) => key(title) !== '' && key(title) === key(text));
  if (exact >= 0) return understood(chosen(exact + 1, options));
  if (isUnknown(text)) return UNCLEAR;
  const said = settled(lastWord(numbered(text), NUMBERED));
  if (/\b(?:l[ao]s (?:2|3|4)|amb[oa]s|tod[oa]s|cualquier[a]?|ningun[oa])\b/.test(said)) return UNCLEAR;
  const numbers = numbersIn(said, options.length);
  const byTitle = titled(said, options);
  if (numbers.size > 1) return UNCLEAR;
  const [number] = numbers;
  if (number === undefined)
    return byTitle === null
      ? UNCLEAR
      : byTitle.sure
        ? understood(chosen(byTitle.number, options))
        : confirm(chosen(byTitle.number, options));
  if (number < 1 || number > (options.length || MOST)) return UNCLEAR;
  return byTitle !== null && byTitle.number !== number ? UNCLEAR : understood(chosen(number, options));
}

// Without options the caller knows best; a list has at most ten rows.
const MOST = 20;
const NUMBERED = /\b(?:primer|segund|tercer|cuart|quint|ultim|\d)/;

function chosen(number: number, options: Option[]): Choice {
  return { number, id: options[number - 1]?.id ?? String(number) };
}

function numbered(text: string): string {
  return plain(text).replace(/\b(?:un|uno|una)\b/g, (word, at: number, whole: string) => {
    return /^(?:la |el |opcion |numero |al |a la )?$/.test(whole.slice(0, at)) ||
      /\b(?:la|el|opcion|numero) $/.test(whole.slice(0, at))
      ? '1'
      : word;
  });
}

/** "la primera no, la tercera", "no la 2 sino la 3": only what is chosen stays. */
function settled(said: string): string {
  const mention = String.raw`(?:la |el |opcion |numero )*(?:\d+|primer[oa]?|segund[oa]|tercer[oa]?|cuart[oa]|quint[oa]|ultim[oa])`;
  return said
    .replace(new RegExp(String.raw`\b${mention} (?:ya )?no(?=,|\.|;|$| mejor| sino| quiero)`, 'g'), ' ')
    .replace(new RegExp(String.raw`\bno,? (?:es |era |quiero )?${mention}\b`, 'g'), ' ')
    .replace(/\bsino\b/g, ' ')
    .trim();
}

const ORDINALS: readonly (readonly [RegExp, number])[] = [
  [/\b(?:first|primer[oa]?|primerit[oa]|1r[oa]|1er[oa]?|1 (?:r[oa]|er[oa]?))\b/, 1],
  [/\b(?:second|segund[oa]|segundit[oa]|2d[oa]|2 d[oa])\b/, 2],
  [/\b(?:third|tercer[oa]?|terser[oa]?|3r[oa]|3er[oa]?|3 (?:r[oa]|er[oa]?))\b/, 3],
  [/\b(?:fourth|cuart[oa]|kuart[oa]|4t[oa]|4 t[oa])\b/, 4],
  [/\b(?:fifth|quint[oa]|kint[oa]|5t[oa]|5 t[oa])\b/, 5],
  [/\b(?:sext[oa]|6t[oa]|6 t[oa])\b/, 6],
  [/\b(?:septim[oa]|setim[oa]|7m[oa]|7 m[oa])\b/, 7],
  [/\b(?:octav[oa]|8v[oa]|8 v[oa])\b/, 8],
  [/\b(?:noven[oa]|9n[oa]|9 n[oa])\b/, 9],
  [/\b(?:decim[oa]|10m[oa]|10 m[oa])\b/, 10],
];

function numbersIn(said: string, count: number): Set<number> {
  const found = new Set<number>();
  for (const [pattern, number] of ORDINALS) if (pattern.test(said)) found.add(number);
  if (
    found.size === 0 &&
    (said.split(' ').length <= 5 ||
      /\b(?:la|el|opcion|numero|escojo|elijo|quiero|prefiero|dame|deme)(?: \S+)? \d+\b/.test(said))
  ) {
    for (const match of said.matchAll(/\b\d{1,3}\b/g)) {
      const next = said.slice(match.index + match[0].length).trim();
      if (
        !/^(?:an(?:o|ito)s?|mes|meses|personas|emplead|dias|hij|pesos|mil|am|pm|de la (?:manana|tarde))/.test(
          next,
        )
      )
        found.add(Number(match[0]));
    }
  }
  const letter = /^(?:la |el |opcion |letra |literal )+([a-j])$|^([b-j])$/.exec(said)?.slice(1).find(Boolean);
  if (letter !== undefined && found.size === 0) found.add(letter.charCodeAt(0) - 96);
  if (
    count > 0 &&
    /\b(?:ultim[oa]|de abajo|del final|the last(?: one)?)\b/.test(said) &&
    !/penultim/.test(said)
  )
    found.add(count);
  if (count > 1 && /\bpenultim[oa]\b/.test(said)) found.add(count - 1);
  if (count > 0 && /\b(?:de arriba|la de encima)\b/.test(said)) found.add(1);
  if (count === 3 && /\b(?:la del medio|el del medio|la de la mitad|la del centro)\b/.test(said))
    found.add(2);
  return found;
}

function titled(said: string, options: Option[]): { number: number; sure: boolean } | null {
  const tokens = contentOf(said);
  if (tokens.length === 0 || tokens.length > 12) return null;
  const scores = options.map(({ title }, index) => {
    const wanted = contentOf(plain(title));
    const hits = wanted.filter((word) => tokens.some((token) => alike(word, token))).length;
    return { number: index + 1, share: wanted.length === 0 ? 0 : hits / wanted.length, hits };
  });
  const ranked = scores
    .filter(({ hits }) => hits > 0)
    .sort((one, other) => other.share - one.share || other.hits - one.hits);
  const [best, next] = ranked;
  if (best === undefined || (next !== undefined && next.share === best.share)) return null;
  return { number: best.number, sure: best.share >= 0.5 && tokens.length <= 6 };
}

const FILLER = new Set(
  'el la los las de del en un una mi es yo que por para con y o a lo su me quiero seria esa ese opcion numero escojo elijo prefiero la'.split(
    ' ',
  ),
);

function contentOf(said: string): string[] {
  return (said.match(/[a-z]+/g) ?? [])
    .filter((word) => !FILLER.has(word))
    .map((word) => foldSound(word.replace(/(?<=\w{3})s$/, '')));
}

function alike(one: string, other: string): boolean {
  if (one === other) return true;
  const limit = Math.min(one.length, other.length) >= 8 ? 2 : 1;
  return Math.min(one.length, other.length) >= 4 && editDistance(one, other, limit) <= limit;
}

function key(text: string): string {
  return (plain(text).match(/[a-z0-9]+/g) ?? []).join(' ');
}
