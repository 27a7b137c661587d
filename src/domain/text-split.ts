const graphemes = new Intl.Segmenter('es', { granularity: 'grapheme' });

// A piece shorter than this part of the limit is not worth its nicer border.
const SHORTEST = 1 / 3;

const BORDERS = [/\n\s*\n/g, /\n/g, /[.!?…]["»”)]*\s/g, /\s/g];

/**
 * Text in pieces of at most `limit` UTF-16 units, cut between paragraphs, lines, sentences or words, in this order.
 * Units, since a provider that counts characters otherwise counts fewer.
 */
export function splitText(text: string, limit: number): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > limit) {
    const cut = borderBefore(rest, limit);
    pieces.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  return [...pieces, rest].filter((piece) => piece !== '');
}

/** The longest beginning of at most `limit` UTF-16 units that breaks no character as a person sees it. */
export function cutText(text: string, limit: number): string {
  return text.length <= limit ? text : text.slice(0, characterStart(text, limit));
}

function borderBefore(text: string, limit: number): number {
  // One more than the limit: the space after the last word that fits may fall outside.
  const window = text.slice(0, limit + 1);
  for (const border of BORDERS) {
    const last = [...window.matchAll(border)].at(-1);
    const end = last && Math.min(last.index + last[0].length, limit);
    if (end && end >= limit * SHORTEST) return end;
  }
  return characterStart(text, limit);
}

function characterStart(text: string, limit: number): number {
  const start = graphemes.segment(text).containing(limit)?.index ?? limit;
  if (start > 0) return start;
  // One character longer than the limit (stacked accents): break it, but not a surrogate pair.
  const splitsPair =
    /[\uD800-\uDBFF]/.test(text.charAt(limit - 1)) && /[\uDC00-\uDFFF]/.test(text.charAt(limit));
  return splitsPair && limit > 1 ? limit - 1 : limit;
}
