// The bottom sheet of a list message: opens inside its phone, keeps the keyboard in, gives the focus back.

import { h } from './dom.js';
import { icon } from './icons.js';
import { words } from './words.js';

/** @typedef {import('../../../domain/message.ts').Choice} Choice */

/**
 * @param {HTMLElement} phone
 * @param {{ title: string, choices: Choice[], onPick: (choice: Choice) => void, opener: HTMLElement }} list
 */
export function openSheet(phone, { title, choices, onPick, opener }) {
  const others = [...phone.children].filter((child) => child instanceof HTMLElement);
  /** @type {HTMLElement} */
  const layer = h(
    'div',
    { class: 'sheet-layer', onclick: (/** @type {Event} */ event) => event.target === layer && close() },
    h(
      'div',
      { class: 'sheet', role: 'dialog', 'aria-modal': 'true', 'aria-label': title },
      h(
        'div',
        { class: 'sheet-head' },
        h(
          'button',
          { type: 'button', class: 'round', 'aria-label': words.close, onclick: close },
          icon('close'),
        ),
        h('h3', {}, title),
      ),
      h('ul', { class: 'rows' }, ...choices.map(row)),
    ),
  );
  for (const other of others) other.inert = true;
  phone.append(layer);
  layer.addEventListener('keydown', (event) => event.key === 'Escape' && close());
  layer.querySelector('button')?.focus();

  /** @param {Choice} choice */
  function row(choice) {
    return h(
      'li',
      {},
      h(
        'button',
        {
          type: 'button',
          class: 'row',
          onclick: () => {
            close();
            onPick(choice);
          },
        },
        h(
          'span',
          { class: 'row-text' },
          h('span', { class: 'row-title', dir: 'auto' }, choice.title),
          choice.description && h('span', { class: 'row-description', dir: 'auto' }, choice.description),
        ),
        h('span', { class: 'radio', 'aria-hidden': 'true' }),
      ),
    );
  }

  function close() {
    layer.remove();
    for (const other of others) other.inert = false;
    if (opener.isConnected) opener.focus();
  }
}
