// The line one writes in, its draft, and the attachment menu.

import { h } from './dom.js';
import { icon } from './icons.js';
import { ATTACHMENTS } from './media.js';
import { readSession, writeSession } from './session.js';
import { words } from './words.js';

/** Twilio's and our door's limit for one text. */
const TEXT_LIMIT = 1600;
const MAX_HEIGHT = 128;

/**
 * @param {string} contact
 * @param {(content: import('./api.js').Content) => void} onSend
 */
export function createComposer(contact, onSend) {
  const stored = `draft.${contact}`;
  const input = h('textarea', {
    rows: 1,
    placeholder: words.compose,
    'aria-label': words.compose,
    dir: 'auto',
    autocomplete: 'off',
    enterkeyhint: 'send',
  });
  const counter = h('span', { class: 'counter', role: 'status' });
  const send = h('button', { type: 'submit', class: 'round send', 'aria-label': words.send }, icon('send'));
  const clip = h(
    'button',
    {
      type: 'button',
      class: 'round clip',
      'aria-label': words.attach,
      'aria-expanded': 'false',
      onclick: toggleMenu,
    },
    icon('plus'),
  );
  const menu = h('div', { class: 'attachments', hidden: true }, ...ATTACHMENTS.map(attachment));
  const form = h(
    'form',
    { class: 'composer', onsubmit: submit },
    menu,
    clip,
    h('div', { class: 'entry' }, input, counter),
    send,
  );

  input.value = readSession(stored) ?? '';
  input.addEventListener('input', changed);
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || menu.hidden) return;
    toggleMenu();
    clip.focus();
  });
  form.addEventListener('focusout', (event) => {
    const leaves = !(event.relatedTarget instanceof Node && form.contains(event.relatedTarget));
    if (leaves && !menu.hidden) toggleMenu();
  });
  changed();
  return { element: form, fitHeight, focus: () => input.focus() };

  /** @param {SubmitEvent} event */
  function submit(event) {
    event.preventDefault();
    const text = input.value.trim();
    if (text === '' || over() > 0) return;
    input.value = '';
    changed();
    onSend({ kind: 'text', text });
  }

  function changed() {
    writeSession(stored, input.value);
    counter.textContent = over() > 0 ? words.tooLong(over()) : '';
    send.disabled = over() > 0;
    fitHeight();
  }

  /** The line grows with its text; a hidden phone has no height to measure. */
  function fitHeight() {
    input.style.height = 'auto';
    if (input.scrollHeight > 0) input.style.height = `${Math.min(input.scrollHeight, MAX_HEIGHT)}px`;
  }

  function over() {
    return [...input.value.trim()].length - TEXT_LIMIT;
  }

  function toggleMenu() {
    menu.hidden = !menu.hidden;
    clip.setAttribute('aria-expanded', String(!menu.hidden));
    if (!menu.hidden) menu.querySelector('button')?.focus();
  }

  /** @param {import('./api.js').Content} content */
  function attachment(content) {
    const name = content.kind === 'media' ? content.media : 'location';
    return h(
      'button',
      {
        type: 'button',
        class: `attachment ${name}`,
        onclick: () => {
          toggleMenu();
          clip.focus();
          onSend(content);
        },
      },
      h('span', { class: 'disc' }, icon(name)),
      words[name],
    );
  }
}
