// The pane the bubbles move in: stays at the newest message unless the reader went up.

import { h } from './dom.js';
import { icon } from './icons.js';
import { words } from './words.js';

const NEAR_BOTTOM = 80;
const NEAR_TOP = 60;

/**
 * @param {Node[]} content
 * @param {() => void} onTop the reader asks for what came before
 */
export function createScroller(content, onTop) {
  const inner = h('div', { class: 'inner' }, ...content);
  // Not live: the page announces new messages itself, in one place, and not a whole history.
  const element = h(
    'div',
    { class: 'scroller', tabindex: 0, role: 'log', 'aria-live': 'off', 'aria-label': words.conversation },
    inner,
  );
  const label = h('span');
  const pill = h(
    'button',
    { type: 'button', class: 'pill', hidden: true, onclick: toBottom },
    icon('down'),
    label,
  );
  let stuck = true;
  let missed = 0;

  element.addEventListener('scroll', () => {
    stuck = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_BOTTOM;
    if (stuck) forget();
    if (element.scrollTop < NEAR_TOP && element.scrollHeight > element.clientHeight) onTop();
  });
  const resizes = new ResizeObserver(() => stuck && jump());
  resizes.observe(element);
  resizes.observe(inner);

  function jump() {
    element.scrollTop = element.scrollHeight;
  }

  function toBottom() {
    stuck = true;
    forget();
    jump();
  }

  function forget() {
    missed = 0;
    pill.hidden = true;
  }

  return {
    element,
    pill,
    toBottom,
    /** @param {number} count of messages that came; they are pointed out only to a reader who is elsewhere */
    arrived(count) {
      if (stuck || count === 0) return;
      missed += count;
      label.textContent = words.newMessages(missed);
      pill.hidden = false;
    },
    /** Runs `change` above the reader's line without moving it. @param {() => void} change */
    holding(change) {
      const below = element.scrollHeight - element.scrollTop;
      change();
      element.scrollTop = element.scrollHeight - below;
    },
    /** Follows a change at the bottom at once, before the next frame shows it. */
    follow() {
      if (stuck) jump();
    },
    close: () => resizes.disconnect(),
  };
}
