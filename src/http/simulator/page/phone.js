// One phone: the chat of one contact with the bot.

import { summary } from './bubble.js';
import { copyText } from './clipboard.js';
import { createComposer } from './composer.js';
import { addressLabel, nameOf } from './contacts.js';
import { createConversation, typingUntil } from './conversation.js';
import { announce, h } from './dom.js';
import { createHistory } from './history.js';
import { createMessageList } from './message-list.js';
import { createOutbox } from './outbox.js';
import { phoneHead } from './phone-head.js';
import { createReceipts } from './receipts.js';
import { createScroller } from './scroller.js';
import { openSheet } from './sheet.js';
import { toTranscript } from './transcript.js';
import { words } from './words.js';

/** @typedef {import('./api.js').Message} Message */

/** How soon a history that did not come is asked for again. */
const RETRY_MS = 3000;

/**
 * @param {string} contact
 * @param {{ onRemove: () => void, onChange: () => void, onArrival: (count: number) => void }} host
 */
export function createPhone(contact, { onRemove, onChange, onArrival }) {
  const conversation = createConversation();
  const history = createHistory(contact, conversation);
  const outbox = createOutbox(contact, draw);
  const composer = createComposer(contact, (content) => send(content));
  const list = createMessageList({
    tap: (choice, message) => send({ kind: 'tap', payload: choice.id, title: choice.title }, message.id),
    openList: showList,
    retry: () => outbox.retry(),
  });
  const older = h(
    'button',
    { type: 'button', class: 'older', hidden: true, onclick: showOlder },
    words.older,
  );
  const empty = h('p', { class: 'empty', hidden: true }, words.empty);
  const typing = h('div', { class: 'typing', hidden: true, 'aria-hidden': 'true' }, h('i'), h('i'), h('i'));
  const scroller = createScroller([older, empty, list.element, typing], showOlder);
  const receipts = createReceipts(scroller.element);
  const who = `${nameOf(contact)}, ${contact}`;
  const head = phoneHead({ onCopy: copyTranscript, onRemove });
  const element = h(
    'section',
    { class: 'phone', 'aria-label': words.chatOf(who), 'data-contact': contact },
    h('p', { class: 'owner' }, h('b', {}, nameOf(contact)), h('span', {}, addressLabel(contact))),
    head.element,
    scroller.element,
    h('div', { class: 'pill-place' }, scroller.pill),
    composer.element,
  );
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let typingTimer;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let retryTimer;

  function messages() {
    outbox.settle(conversation.has);
    return [...conversation.all(), ...outbox.shown()];
  }

  function draw() {
    const shown = messages();
    list.draw(shown);
    older.hidden = !history.hasMore();
    empty.hidden = !history.isLoaded() || shown.length > 0;
    showTyping(typingUntil(shown) - Date.now());
    receipts.watch(conversation.all());
    scroller.follow();
    onChange();
  }

  /** @param {number} forMs */
  function showTyping(forMs) {
    clearTimeout(typingTimer);
    typing.hidden = forMs <= 0;
    head.setStatus(forMs > 0 ? words.typing : words.online);
    if (forMs > 0) typingTimer = setTimeout(draw, forMs);
  }

  /**
   * @param {import('./api.js').Content} content
   * @param {string} [repliedTo]
   */
  function send(content, repliedTo) {
    scroller.toBottom();
    outbox.add(content, repliedTo);
  }

  /**
   * @param {import('./conversation.js').Shown} message
   * @param {HTMLElement} opener
   */
  function showList({ id, presentation }, opener) {
    if (presentation.kind !== 'list') return;
    const onPick = (/** @type {import('./bubble.js').Choice} */ choice) =>
      send({ kind: 'tap', payload: choice.id, title: choice.title }, id);
    openSheet(element, {
      title: presentation.label || words.options,
      choices: presentation.choices,
      onPick,
      opener,
    });
  }

  async function showOlder() {
    if (await history.older()) scroller.holding(draw);
  }

  async function copyTranscript() {
    while (await history.older());
    scroller.holding(draw);
    const copied = await copyText(toTranscript(conversation.all()));
    announce(copied ? words.copied : words.notCopied);
    return copied;
  }

  /** @param {Message[]} fresh */
  function tell(fresh) {
    const answers = fresh.filter((message) => message.direction === 'out');
    const newest = answers.at(-1);
    if (!newest) return;
    announce(`FortaleSER: ${answers.map((message) => summary(message.presentation)).join('. ')}`);
    scroller.arrived(answers.length);
    onArrival(answers.length);
  }

  return {
    contact,
    element,
    focus: composer.focus,
    /** The phone came into view: what could not be measured before can be now. */
    shown() {
      composer.fitHeight();
      scroller.follow();
    },
    last: () => messages().at(-1) ?? null,
    /** @param {Message} message */
    receive(message) {
      const fresh = conversation.merge([message]);
      draw();
      tell(fresh);
    },
    /** After each (re)connection: what was missed comes in, what waited goes out. */
    async refresh() {
      clearTimeout(retryTimer);
      const first = !history.isLoaded();
      const fresh = await history.refresh();
      draw();
      if (!fresh && element.isConnected) retryTimer = setTimeout(() => this.refresh(), RETRY_MS);
      if (fresh && !first) tell(fresh);
      if (!outbox.isEmpty()) outbox.retry();
      receipts.retry();
    },
    close() {
      clearTimeout(typingTimer);
      clearTimeout(retryTimer);
      receipts.close();
      scroller.close();
      element.remove();
    },
  };
}
