import { nearMiss } from './edit-distance.ts';
import type { Gazetteer, PlaceName } from './gazetteer.ts';
import { foldSound, normalise, words } from './normalise.ts';

/** A place name found in a message. */
export type Mention = {
  start: number;
  end: number;
  meanings: PlaceName[];
  /** Where the business is ("mi tienda queda en …"). */
  business: boolean;
  /** "no soy de …": named only to be set aside. */
  negated: boolean;
  /** "cerca de …": not the place itself. */
  near: boolean;
};

/** `lenient`: the question was "¿en qué municipio?", so a bare word is taken as a place. */
export type MentionOptions = { lenient: boolean };

export function mentionsIn(text: string, gazetteer: Gazetteer, options: MentionOptions): Mention[] {
  const tokens = words(normalise(text)).slice(0, MAX_WORDS);
  const folded = tokens.map(foldSound);
  const found: Mention[] = [];
  for (let start = 0; start < folded.length; ) {
    const mention = mentionAt({
      tokens,
      folded,
      start,
      gazetteer,
      lenient: options.lenient,
      before: found.at(-1) ?? null,
    });
    if (mention === null) {
      start += 1;
      continue;
    }
    found.push(mention);
    start = mention.end;
  }
  return found;
}

const MAX_WORDS = 120;

type Scan = {
  tokens: string[];
  folded: string[];
  start: number;
  gazetteer: Gazetteer;
  lenient: boolean;
  before: Mention | null;
};

/** A known name wins over a misspelt one, unless it is an everyday word and the misspelt one is longer. */
function mentionAt(scan: Scan): Mention | null {
  const { folded, start, gazetteer } = scan;
  const most = Math.min(gazetteer.longest, folded.length - start);
  const phraseOf = (size: number) => folded.slice(start, start + size).join(' ');
  let exact = 0;
  for (let size = most; size > 0 && exact === 0; size--) {
    if (gazetteer.names.has(phraseOf(size)) && isPlaceHere(scan, phraseOf(size), size)) exact = size;
  }
  if (exact === 0 || gazetteer.common.has(phraseOf(exact))) {
    for (let size = Math.min(most, LONGEST_MISSPELT); size > exact; size--) {
      if (gazetteer.names.has(phraseOf(size)) || !mayBeMisspelt(scan, phraseOf(size), size)) continue;
      const close = nearMiss(phraseOf(size), gazetteer.names.keys(), gazetteer.common);
      if (close !== null) return mention(scan, size, gazetteer.names.get(close) ?? []);
    }
  }
  return exact === 0 ? null : mention(scan, exact, gazetteer.names.get(phraseOf(exact)) ?? []);
}

// "san jose del guaviare": longer names are not worth the search.
const LONGEST_MISSPELT = 4;

function isPlaceHere(scan: Scan, phrase: string, size: number): boolean {
  if (!scan.gazetteer.common.has(phrase)) return true;
  if (scan.lenient && scan.folded.length <= 4) return true;
  if (scan.folded.length <= size + 1 && scan.start === 0 && !scan.gazetteer.everyday.has(phrase)) return true;
  return hasCue(scan) || departmentFollows(scan, size) || followsItsTown(scan, phrase);
}

function mayBeMisspelt(scan: Scan, phrase: string, size: number): boolean {
  if (phrase.length < 5 || /\d/.test(phrase) || scan.gazetteer.everyday.has(phrase)) return false;
  if (phrase.split(' ').every((word) => word.length < 4 || scan.gazetteer.everyday.has(word))) return false;
  if (size === 1 && phrase.length < 6 && !scan.lenient) return false;
  return scan.lenient || hasCue(scan) || scan.folded.length <= size + 1;
}

function hasCue({ tokens, start }: Scan): boolean {
  const before = tokens[start - 1] ?? '';
  if (CUES.has(before)) return true;
  return (before === 'el' || before === 'la') && CUES.has(tokens[start - 2] ?? '');
}

/** "Granada, Meta": a department right after a town of its own. */
function followsItsTown({ before, start, gazetteer }: Scan, phrase: string): boolean {
  if (before === null || start - before.end > 1) return false;
  const departments = (gazetteer.names.get(phrase) ?? []).flatMap((meaning) => {
    return meaning.kind === 'department' ? [meaning.department] : [];
  });
  return before.meanings.some((meaning) => {
    return meaning.kind === 'municipality' && departments.includes(meaning.place.department);
  });
}

function departmentFollows(scan: Scan, size: number): boolean {
  for (const skip of [0, 1]) {
    for (const length of [1, 2, 3]) {
      const at = scan.start + size + skip;
      const meanings = scan.gazetteer.names.get(scan.folded.slice(at, at + length).join(' '));
      if (meanings?.some((meaning) => meaning.kind === 'department')) return true;
    }
  }
  return false;
}

function mention(scan: Scan, size: number, meanings: PlaceName[]): Mention {
  const { tokens, start } = scan;
  const before = tokens.slice(Math.max(0, start - 7), start).join(' ');
  return {
    start,
    end: start + size,
    meanings,
    business: BUSINESS.test(before),
    negated: NEGATED.test(before),
    near: NEAR.test(before),
  };
}

const CUES = new Set(
  `en de desde hasta para por a del hacia aqui aca alla soy municipio pueblo ciudad vereda corregimiento departamento llega llegan
  cubre cubren entra incluye incluyen y o ni sino tambien alcaldia queda`.split(/\s+/),
);
const BUSINESS =
  /\b(negocio|negocito|tienda|tiendita|local|localcito|puesto|chuzo|taller|almacen|restaurante|panaderia|salon|peluqueria|ferreteria|empresa|asadero|fonda)( \S+){0,3} (en|de)( el| la)?$/;
const NEGATED = /\b(no (soy|estoy|vivo|es|queda|quedo|quedamos)( \S+)? (de|en|por)|no (de|en|es))( el| la)?$/;
const NEAR =
  /\b(cerca|cerquita|pegado|pegadito|al lado|al ladito|vecino|vecina|vecinos|saliendo|afueras|minutos|horas|hora) (de|a|del|al)( el| la)?$/;
