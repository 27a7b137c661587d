// Keeps the drawn messages in step with the conversation: untouched bubbles stay the same elements, so focus stays too.

import { bubble, failed } from './bubble.js';
import { timeline } from './conversation.js';
import { h } from './dom.js';
import { dayWord } from './time.js';

/** @param {import('./bubble.js').BubbleActions} actions */
export function createMessageList(actions) {
  const element = h('ol', { class: 'messages' });
  /** @type {Map<string, { signature: string, node: HTMLElement }>} */
  const drawn = new Map();

  return {
    element,
    /** @param {import('./conversation.js').Shown[]} messages */
    draw(messages) {
      const items = timeline(messages);
      const keys = new Set(items.map((item) => item.key));
      for (const [key, { node }] of drawn) {
        if (keys.has(key)) continue;
        node.remove();
        drawn.delete(key);
      }
      const nodes = items.map(nodeFor);
      /** @type {Element | null} */
      let place = element.firstElementChild;
      for (const node of nodes) {
        if (node === place) place = place.nextElementSibling;
        else element.insertBefore(node, place);
      }
    },
  };

  /** @param {import('./conversation.js').Item} item */
  function nodeFor(item) {
    const signature = item.kind === 'day' ? dayWord(item.at) : signatureOf(item);
    const known = drawn.get(item.key);
    if (known?.signature === signature) return known.node;
    const node =
      item.kind === 'day' ? h('li', { class: 'day' }, h('span', {}, signature)) : bubble(item, actions);
    known?.node.replaceWith(node);
    drawn.set(item.key, { signature, node });
    return node;
  }
}

/**
 * All that a bubble is drawn from. How far a message of the bot's has come is not drawn, unless it failed.
 * @param {Extract<import('./conversation.js').Item, { kind: 'message' }>} item
 */
function signatureOf({ message, first, quoted, answered }) {
  const status = message.direction === 'in' || failed(message) ? message.status : '';
  return JSON.stringify([
    message.presentation,
    message.at,
    message.local,
    status,
    first,
    quoted?.id,
    answered,
  ]);
}
