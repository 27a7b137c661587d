import { h } from './dom.js';
import { icon } from './icons.js';
import { words } from './words.js';

const THANKS_MS = 2000;

/** @param {{ onCopy: () => Promise<boolean>, onRemove: () => void }} actions */
export function phoneHead({ onCopy, onRemove }) {
  const status = h('p', { class: 'status' }, words.online);
  const copy = h(
    'button',
    {
      type: 'button',
      class: 'round copy',
      title: words.copy,
      'aria-label': words.copy,
      onclick: copyAndThank,
    },
    icon('copy'),
  );

  async function copyAndThank() {
    if (!(await onCopy())) return;
    copy.replaceChildren(icon('check'));
    setTimeout(() => copy.replaceChildren(icon('copy')), THANKS_MS);
  }

  return {
    element: h(
      'header',
      { class: 'phone-head' },
      h('img', { src: 'avatar.svg', alt: '', width: 40, height: 40, class: 'avatar' }),
      h('div', { class: 'titles' }, h('h2', {}, 'FortaleSER'), status),
      copy,
      h(
        'button',
        {
          type: 'button',
          class: 'round remove',
          title: words.remove,
          'aria-label': words.remove,
          onclick: onRemove,
        },
        icon('close'),
      ),
    ),
    /** @param {string} text */
    setStatus(text) {
      if (status.textContent !== text) status.textContent = text;
      status.classList.toggle('busy', text === words.typing);
    },
  };
}
