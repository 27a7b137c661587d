/* What htmx does not do: listens to the server, keeps a chat at its end, sends with Enter. */

const live = document.body.dataset.live;
if (live) {
  const source = new EventSource(live);
  let opened = false;
  source.addEventListener('open', () => {
    if (opened) window.htmx.trigger(document.body, 'changed');
    opened = true;
  });
  source.addEventListener('changed', () => window.htmx.trigger(document.body, 'changed'));
  window.addEventListener('pagehide', () => source.close());
}

const pane = document.querySelector('[data-bottom]');
let atEnd = true;
const toEnd = () => {
  if (pane && atEnd) pane.scrollTop = pane.scrollHeight;
};
if (pane) {
  toEnd();
  pane.addEventListener('scroll', () => {
    atEnd = pane.scrollHeight - pane.scrollTop - pane.clientHeight < 80;
  });
  new MutationObserver(toEnd).observe(pane, { childList: true, subtree: true });
  new ResizeObserver(toEnd).observe(pane);
}

document.addEventListener('keydown', (event) => {
  const { target, key, shiftKey, isComposing } = event;
  if (key !== 'Enter' || shiftKey || isComposing || target?.dataset?.submit !== 'enter') return;
  event.preventDefault();
  if (!event.repeat) target.form.requestSubmit();
});
