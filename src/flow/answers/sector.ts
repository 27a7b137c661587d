import { editDistance } from '../understanding/edit-distance.ts';
import { foldSound } from '../understanding/normalise.ts';
import { type AnswerResult, confirm, UNCLEAR, understood } from './answer-result.ts';
import { lastWord } from './last-word.ts';
import { isQuestion, isUnknown, plain } from './plain.ts';
import { SECTOR_WORDS, type Sector } from './sector-words.ts';

/** The programme's sector of what a person sells or does. */
export function parseSector(text: string): AnswerResult<Sector> {
  if (isQuestion(text) || isUnknown(text)) return UNCLEAR;
  const said = lastWord(plain(withNails(text)), /\b(?:vendo|hago|tengo|arreglo|es|son)\b/).replace(
    DENIED,
    ' ',
  );
  const named = CATEGORIES.find(([pattern]) => pattern.test(said))?.[1];
  if (named !== undefined) return understood(named);
  const found = sectorsIn(said);
  const specific = found.filter(({ generic }) => !generic);
  const sectors = new Set((specific.length > 0 ? specific : found).map(({ sector }) => sector));
  const [first] = sectors;
  if (first === undefined || sectors.size > 1) return UNCLEAR;
  return found.some(({ exact }) => exact) ? understood(first) : confirm(first);
}

const DENIED = /\b(?:no|ya no|antes|nunca) (?:vendo|vendia|tengo|tenia|es|hago|soy)(?: un| una| de)* \S+/g;

// The five sectors and "otro" by their own names, as a button or a typed title says them.
const CATEGORIES: readonly (readonly [RegExp, Sector])[] = [
  [
    /^(?:el |la |de |en |sector )*(?:comercio al por menor|al por menor|al detal|comercio al detal|retail)$/,
    'retail',
  ],
  [/^(?:el |la |de |en |sector )*(?:comercio y turismo|turismo|turismo y comercio)$/, 'commerce_tourism'],
  [/^(?:el |la |de |en |sector )*(?:moda y confeccion|moda|confeccion|moda y confecciones)$/, 'fashion'],
  [
    /^(?:el |la |de |en |sector |un |una )*(?:otro|otra|otros|otra cosa|otro sector|ninguno|ninguno de (?:esos|estos)|ninguna de las anteriores|ninguno de los anteriores)$/,
    'other',
  ],
];

type Found = { sector: Sector; generic: boolean; exact: boolean };

// Said of any shop: what follows ("tienda de ropa") decides.
const GENERIC = new Set(
  `tienda tiendita tiendecita almacen mercado mercadito variedades comida comercializadora distribuidora distribuidor recuerdos artesano aseo materiales
  plasticos bar internet gas pan cocina eventos publicidad avisos clases finca taller mayorista transporte musica al por mayor construccion minutos recargas`
    .split(/\s+/)
    .map(foldSound),
);

const WORDS = new Map<string, Sector>();
let longest = 1;
for (const [sector, phrases] of Object.entries(SECTOR_WORDS) as [Sector, readonly string[]][]) {
  for (const phrase of phrases) {
    const key = keyOf(plain(withNails(phrase)).split(' '));
    longest = Math.max(longest, key.split(' ').length);
    if (!WORDS.has(key)) WORDS.set(key, sector);
  }
}

function sectorsIn(said: string): Found[] {
  const tokens = said.match(/[a-z]+/g) ?? [];
  const found: Found[] = [];
  for (let i = 0; i < tokens.length; ) {
    const match = matchAt(tokens, i);
    if (match !== null) found.push(match.found);
    i += match?.size ?? 1;
  }
  return found;
}

function matchAt(tokens: string[], start: number): { found: Found; size: number } | null {
  for (let size = Math.min(longest, tokens.length - start); size > 0; size--) {
    const key = keyOf(tokens.slice(start, start + size));
    const sector = WORDS.get(key);
    if (sector !== undefined) return { found: { sector, generic: GENERIC.has(key), exact: true }, size };
    const bare = size === 1 ? withoutDiminutive(key) : null;
    if (bare !== null) return { found: { ...bare, exact: true }, size };
  }
  const word = tokens[start] ?? '';
  const close = word.length >= 6 ? closeWord(keyOf([word])) : null;
  return close === null
    ? null
    : { found: { sector: close, generic: false, exact: word.length >= 7 }, size: 1 };
}

/** "uñas" keeps its ñ, or it would be the article "unas". */
function withNails(text: string): string {
  return text.normalize('NFC').replace(/u\u00f1(?=a|it)/gi, 'uny');
}

/** Folded and without plural or diminutive: "empanaditas", "enpanadas" and "empanada" are one word. */
function keyOf(tokens: string[]): string {
  return tokens.map((token) => foldSound(singular(token))).join(' ');
}

function singular(word: string): string {
  const bare = word.length > 3 ? word.replace(/s$/, '') : word;
  return bare.length > 4 ? bare.replace(/([^aeiou])e$/, '$1') : bare;
}

/** "granerito", "pancito", "zapaticos". */
function withoutDiminutive(key: string): { sector: Sector; generic: boolean } | null {
  const match = /^(.{3,}?)(?:s?it|k?ik)([oa])$/.exec(key);
  if (match === null) return null;
  const [, stem = '', vowel = ''] = match;
  for (const form of [stem + vowel, stem, stem + (vowel === 'o' ? 'a' : 'o')]) {
    const sector = WORDS.get(form);
    if (sector !== undefined) return { sector, generic: GENERIC.has(form) };
  }
  return null;
}

function closeWord(key: string): Sector | null {
  const hits = new Set<Sector>();
  const limit = key.length >= 9 ? 2 : 1;
  for (const [word, sector] of WORDS) {
    if (word.length < 5 || word.includes(' ')) continue;
    if (word[0] === key[0] && editDistance(key, word, limit) <= limit) hits.add(sector);
  }
  const [only] = hits;
  return only !== undefined && hits.size === 1 ? only : null;
}
