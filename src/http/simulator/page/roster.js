// The list of phones: the side rail on a wide screen, tabs on a narrow one.

import { summary } from './bubble.js';
import { addressLabel, hueOf, nameOf } from './contacts.js';
import { h } from './dom.js';
import { timeOf } from './time.js';

/**
 * @param {HTMLElement} element
 * @param {(contact: string) => void} onChoose
 */
export function createRoster(element, onChoose) {
  return {
    /**
     * @param {{ contact: string, last: import('./conversation.js').Shown | null, unread: number, active: boolean }[]} entries
     */
    draw(entries) {
      const focused = element.querySelector(':focus')?.getAttribute('data-contact');
      element.replaceChildren(...entries.map((entry) => h('li', {}, button(entry))));
      const again = focused && element.querySelector(`[data-contact="${CSS.escape(focused)}"]`);
      if (again instanceof HTMLElement) again.focus();
    },
  };

  /** @param {Parameters<ReturnType<typeof createRoster>['draw']>[0][number]} entry */
  function button({ contact, last, unread, active }) {
    const name = nameOf(contact);
    return h(
      'button',
      {
        type: 'button',
        class: 'contact',
        'data-contact': contact,
        'aria-current': active ? 'true' : null,
        onclick: () => onChoose(contact),
      },
      h('span', { class: `initial hue-${hueOf(contact)}`, 'aria-hidden': 'true' }, name.charAt(0)),
      h(
        'span',
        { class: 'about' },
        h(
          'span',
          { class: 'line' },
          h('span', { class: 'name' }, name),
          last && h('time', {}, timeOf(last.at)),
        ),
        h('span', { class: 'address' }, addressLabel(contact)),
        h(
          'span',
          { class: 'line' },
          h('span', { class: 'preview', dir: 'auto' }, last ? summary(last.presentation) : ''),
          unread > 0 && h('span', { class: 'unread' }, String(unread)),
        ),
      ),
    );
  }
}
