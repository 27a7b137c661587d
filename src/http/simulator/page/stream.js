// One stream of events for all phones, opened again for as long as the page lives.

const RETRY_MS = [500, 1000, 2000, 4000, 8000];
/** The server beats every 15 s; silence for this long is a connection that died without saying so. */
const SILENCE_MS = 40_000;

/**
 * @param {{
 *   onOpen: () => void,
 *   onCut: () => void,
 *   onMessage: (from: string, message: import('../ports.ts').SimulatorMessage) => void,
 * }} listeners `onOpen` comes each time the stream is whole again: what was missed is in the history
 */
export function createStream({ onOpen, onCut, onMessage }) {
  /** @type {EventSource | null} */
  let source = null;
  /** @type {string[]} */
  let contacts = [];
  let attempt = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  function open() {
    clearTimeout(timer);
    source?.close();
    if (contacts.length === 0) return;
    const query = new URLSearchParams(contacts.map((contact) => ['from', contact]));
    const opened = new EventSource(`events?${query}`);
    source = opened;
    watchSilence();
    opened.addEventListener('open', () => {
      if (opened !== source) return;
      attempt = 0;
      watchSilence();
      onOpen();
    });
    opened.addEventListener('beat', watchSilence);
    opened.addEventListener('message', (event) => {
      watchSilence();
      const { from, message } = JSON.parse(event.data);
      onMessage(from, message);
    });
    // EventSource gives up for good on a 5xx, so its own way of reconnecting is not enough.
    opened.addEventListener('error', () => opened === source && cut());
  }

  function cut() {
    source?.close();
    source = null;
    onCut();
    clearTimeout(timer);
    timer = setTimeout(open, RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)]);
    attempt += 1;
  }

  function watchSilence() {
    clearTimeout(timer);
    timer = setTimeout(cut, SILENCE_MS);
  }

  window.addEventListener('online', () => source || open());

  return {
    /** @param {string[]} list */
    follow(list) {
      contacts = list;
      open();
    },
  };
}
