import { h } from './dom.js';
import { parseFormat } from './format.js';

const TAGS = /** @type {const} */ ({ bold: 'strong', italic: 'em', strike: 's' });

/**
 * @param {string} text
 * @returns {HTMLElement} each paragraph reads in the direction of its own first letter
 */
export function richText(text) {
  return h('p', { class: 'text', dir: 'auto' }, ...toNodes(parseFormat(text)));
}

/**
 * @param {import('./format.js').Piece[]} pieces
 * @returns {Node[]}
 */
function toNodes(pieces) {
  return pieces.map((piece) => {
    switch (piece.kind) {
      case 'text':
        return document.createTextNode(piece.text);
      case 'mono':
        return h('code', {}, piece.text);
      case 'link':
        return h('a', { href: piece.href, target: '_blank', rel: 'noopener noreferrer' }, piece.text);
      default:
        return h(TAGS[piece.kind], {}, ...toNodes(piece.pieces));
    }
  });
}
