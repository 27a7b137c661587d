// WhatsApp's own marks: *bold* _italic_ ~strike~ ```mono``` `code`, and links. Pure: text in, pieces out.

/**
 * @typedef {{ kind: 'text' | 'mono', text: string }
 *   | { kind: 'bold' | 'italic' | 'strike', pieces: Piece[] }
 *   | { kind: 'link', text: string, href: string }} Piece
 */

const MONO = /```([\s\S]+?)```|`([^`\n]+)`/y;
const LINK = /https?:\/\/[^\s<>"]+/iy;
/** @type {Record<string, { kind: 'bold' | 'italic' | 'strike', pattern: RegExp }>} */
const MARKS = {
  '*': { kind: 'bold', pattern: /\*(?![\s*])([^*\n]*[^*\s])\*(?![\p{L}\p{N}])/uy },
  _: { kind: 'italic', pattern: /_(?![\s_])([^_\n]*[^_\s])_(?![\p{L}\p{N}])/uy },
  '~': { kind: 'strike', pattern: /~(?![\s~])([^~\n]*[^~\s])~(?![\p{L}\p{N}])/uy },
};
const WORD = /[\p{L}\p{N}]/u;

/**
 * @param {string} text
 * @returns {Piece[]}
 */
export function parseFormat(text) {
  /** @type {Piece[]} */
  const pieces = [];
  let plainFrom = 0;
  let at = 0;
  while (at < text.length) {
    const found = pieceAt(text, at);
    if (found) {
      if (at > plainFrom) pieces.push({ kind: 'text', text: text.slice(plainFrom, at) });
      pieces.push(found.piece);
      at += found.length;
      plainFrom = at;
    } else {
      at += 1;
    }
  }
  if (at > plainFrom) pieces.push({ kind: 'text', text: text.slice(plainFrom) });
  return pieces;
}

/**
 * The text as it reads with its marks taken away, for previews and screen readers.
 * @param {string} text
 * @returns {string}
 */
export function plain(text) {
  return flatten(parseFormat(text));
}

/**
 * @param {Piece[]} pieces
 * @returns {string}
 */
function flatten(pieces) {
  return pieces.map((piece) => ('pieces' in piece ? flatten(piece.pieces) : piece.text)).join('');
}

/**
 * @param {string} text
 * @param {number} at
 * @returns {{ piece: Piece, length: number } | null}
 */
function pieceAt(text, at) {
  const character = text.charAt(at);
  const afterWord = at > 0 && WORD.test(text.charAt(at - 1));
  if (character === '`') {
    const match = matchAt(MONO, text, at);
    return match && { piece: { kind: 'mono', text: match[1] ?? match[2] ?? '' }, length: match[0].length };
  }
  if (afterWord) return null;
  if (character === 'h' || character === 'H') return linkAt(text, at);
  const mark = MARKS[character];
  const match = mark && matchAt(mark.pattern, text, at);
  return match
    ? { piece: { kind: mark.kind, pieces: parseFormat(match[1] ?? '') }, length: match[0].length }
    : null;
}

/**
 * @param {string} text
 * @param {number} at
 * @returns {{ piece: Piece, length: number } | null}
 */
function linkAt(text, at) {
  // The full stop that ends a sentence is not part of its link.
  const address = matchAt(LINK, text, at)?.[0].replace(/[.,;:!?)\]}'*_~]+$/, '');
  if (!address || !URL.canParse(address)) return null;
  return { piece: { kind: 'link', text: address, href: new URL(address).href }, length: address.length };
}

/**
 * @param {RegExp} pattern sticky
 * @param {string} text
 * @param {number} at
 */
function matchAt(pattern, text, at) {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
