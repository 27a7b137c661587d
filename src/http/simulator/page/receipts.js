// Read receipts: a message counts as read once it stood in view while the page was looked at.

import { postRead } from './api.js';

const GATHER_MS = 400;

/** @param {HTMLElement} scroller */
export function createReceipts(scroller) {
  /** @type {Set<string>} */
  const inView = new Set();
  /** @type {Set<string>} */
  const done = new Set();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        const id = target instanceof HTMLElement ? target.dataset.id : undefined;
        if (!id) continue;
        if (isIntersecting) inView.add(id);
        else inView.delete(id);
      }
      soon();
    },
    { root: scroller, threshold: 0.3 },
  );
  document.addEventListener('visibilitychange', soon);

  function soon() {
    clearTimeout(timer);
    timer = setTimeout(report, GATHER_MS);
  }

  async function report() {
    if (document.visibilityState !== 'visible') return;
    const ids = [...inView].filter((id) => !done.has(id));
    if (ids.length === 0) return;
    for (const id of ids) done.add(id);
    if (await postRead(ids)) return;
    for (const id of ids) done.delete(id);
  }

  return {
    /** @param {import('./conversation.js').Shown[]} messages */
    watch(messages) {
      for (const { id, direction, status } of messages) {
        if (direction === 'in' || done.has(id)) continue;
        if (status === 'read') done.add(id);
        else observeOne(id);
      }
    },
    retry: soon,
    close() {
      observer.disconnect();
      document.removeEventListener('visibilitychange', soon);
      clearTimeout(timer);
    },
  };

  /** @param {string} id */
  function observeOne(id) {
    const node = scroller.querySelector(`[data-id="${CSS.escape(id)}"]`);
    if (node) observer.observe(node);
  }
}
