// One message as the phone draws it.

import { h } from './dom.js';
import { plain } from './format.js';
import { icon } from './icons.js';
import { mediaView } from './media.js';
import { richText } from './rich-text.js';
import { timeOf } from './time.js';
import { words } from './words.js';

/** @typedef {import('./conversation.js').Shown} Shown */
/** @typedef {import('../../../domain/message.ts').Choice} Choice */
/**
 * @typedef {{
 *   tap: (choice: Choice, message: Shown) => void,
 *   openList: (message: Shown, opener: HTMLElement) => void,
 *   retry: () => void,
 * }} BubbleActions
 */

const FAILURES = ['failed', 'undelivered', 'canceled'];

/**
 * @param {Extract<import('./conversation.js').Item, { kind: 'message' }>} item
 * @param {BubbleActions} actions
 */
export function bubble({ message, first, quoted, answered }, actions) {
  const mine = message.direction === 'in';
  const { presentation } = message;
  const bare = presentation.kind === 'media' && presentation.media === 'sticker';
  const asking = presentation.kind === 'buttons' || presentation.kind === 'list';
  const looks = [mine ? 'mine' : 'theirs', first && 'first', bare && 'bare', asking && 'asking'].filter(
    Boolean,
  );
  return h(
    'li',
    { class: ['message', ...looks].join(' '), 'data-id': message.id },
    h(
      'div',
      { class: 'bubble' },
      quoted && quote(quoted),
      body(presentation),
      h(
        'span',
        { class: 'meta' },
        h('time', { datetime: message.at }, timeOf(message.at)),
        mine && tick(message, answered),
      ),
    ),
    choices(message, actions),
    mine && trouble(message, actions),
    !mine && failed(message) && h('p', { class: 'trouble' }, words.notDelivered),
  );
}

/** @param {Shown} message */
export function failed(message) {
  return FAILURES.includes(message.status ?? '');
}

/**
 * The message in one line, for quotes, previews and screen readers.
 * @param {Shown['presentation']} presentation
 * @returns {string}
 */
export function summary(presentation) {
  switch (presentation.kind) {
    case 'tap':
      return presentation.title;
    case 'media':
      return presentation.caption || words[presentation.media];
    case 'location':
      return presentation.label || words.location;
    case 'template':
      return `${words.template}: ${presentation.template}`;
    default:
      return plain(presentation.text);
  }
}

/** @param {Shown['presentation']} presentation */
function body(presentation) {
  switch (presentation.kind) {
    case 'media':
    case 'location':
      return mediaView(presentation);
    case 'tap':
      return richText(presentation.title);
    case 'template':
      return h(
        'div',
        { class: 'template' },
        h('p', { class: 'template-name' }, `${words.template} · ${presentation.template}`),
        ...Object.entries(presentation.variables).map(([name, value]) =>
          h('p', { class: 'text', dir: 'auto' }, h('b', {}, `${name}: `), value),
        ),
      );
    default:
      return richText(presentation.text);
  }
}

/** @param {import('../ports.ts').SimulatorMessage} message */
function quote(message) {
  const who = message.direction === 'in' ? words.you : 'FortaleSER';
  return h(
    'blockquote',
    {},
    h('span', { class: 'who' }, who),
    h('span', { class: 'what', dir: 'auto' }, summary(message.presentation)),
  );
}

/**
 * Taps stay open: on a phone, too, an old button can be tapped again.
 * @param {Shown} message
 * @param {BubbleActions} actions
 */
function choices(message, actions) {
  const { presentation } = message;
  if (presentation.kind === 'buttons') {
    return h(
      'div',
      { class: 'choices' },
      ...presentation.choices.map((choice) =>
        h(
          'button',
          { type: 'button', class: 'choice', onclick: () => actions.tap(choice, message) },
          icon('reply'),
          h('span', { dir: 'auto' }, choice.title),
        ),
      ),
    );
  }
  if (presentation.kind !== 'list') return null;
  return h(
    'div',
    { class: 'choices' },
    h(
      'button',
      {
        type: 'button',
        class: 'choice',
        'aria-haspopup': 'dialog',
        onclick: (event) => actions.openList(message, event.currentTarget),
      },
      icon('list'),
      h('span', { dir: 'auto' }, presentation.label),
    ),
  );
}

/**
 * @param {Shown} message
 * @param {boolean} answered
 */
function tick(message, answered) {
  if (message.local === 'failed' || message.local === 'refused') return null;
  const state = message.local ?? (answered || message.status === 'read' ? 'read' : 'delivered');
  const name = state === 'waiting' ? 'clock' : state === 'sent' ? 'sent' : 'delivered';
  return h(
    'span',
    { class: `tick ${state}`, title: words[state] },
    icon(name),
    h('span', { class: 'visually-hidden' }, words[state]),
  );
}

/**
 * @param {Shown} message
 * @param {BubbleActions} actions
 */
function trouble(message, actions) {
  if (message.local === 'failed') {
    return h(
      'button',
      { type: 'button', class: 'trouble', onclick: () => actions.retry() },
      icon('retry'),
      words.notSent,
    );
  }
  return message.local === 'refused' && h('p', { class: 'trouble' }, words.refused(message.why ?? ''));
}
