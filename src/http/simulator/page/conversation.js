// One contact's messages as the page knows them, and the timeline made of them. Pure.

import { dayOf } from './time.js';

/** @typedef {import('../ports.ts').SimulatorMessage} Message */
/** @typedef {'waiting' | 'sent' | 'failed' | 'refused'} LocalState of a message that the server has not shown back yet */
/** @typedef {Message & { local?: LocalState, why?: string }} Shown */
/**
 * @typedef {{ kind: 'day', key: string, at: string }
 *   | { kind: 'message', key: string, message: Shown, first: boolean, quoted: Message | null, answered: boolean }} Item
 */

const STATUS_ORDER = ['accepted', 'queued', 'sending', 'sent', 'failed', 'undelivered', 'delivered', 'read'];
/** How long "typing…" may stand for an answer that has not come. */
export const TYPING_MS = 25_000;

export function createConversation() {
  /** @type {Message[]} */
  let messages = [];
  return {
    all: () => messages,
    /** @param {string} id */
    has: (id) => messages.some((message) => message.id === id),
    /**
     * Events and pages of history overlap: each message stays once, and its status never falls.
     * @param {Message[]} incoming
     * @param {{ older?: boolean }} [options] `older`: a page from before what is known
     * @returns {Message[]} those not known before
     */
    merge(incoming, { older = false } = {}) {
      const known = new Map(messages.map((message) => [message.id, message]));
      const fresh = incoming.filter((message) => !known.has(message.id));
      for (const message of incoming) known.set(message.id, newer(known.get(message.id), message));
      const order = older ? [...incoming, ...messages] : [...messages, ...incoming];
      const ids = new Set(order.map((message) => message.id));
      // The sort is stable: messages of one instant keep the server's order.
      messages = [...ids].flatMap((id) => known.get(id) ?? []).sort((a, b) => instant(a) - instant(b));
      return fresh;
    },
  };
}

/**
 * @param {Shown[]} messages
 * @returns {Item[]}
 */
export function timeline(messages) {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const lastAnswer = messages.findLastIndex((message) => message.direction === 'out');
  /** @type {Item[]} */
  const items = [];
  messages.forEach((message, index) => {
    const previous = messages[index - 1];
    const newDay = !previous || dayOf(previous.at) !== dayOf(message.at);
    if (newDay) items.push({ kind: 'day', key: `day-${dayOf(message.at)}`, at: message.at });
    const quoted = (message.repliedTo && byId.get(message.repliedTo)) || null;
    const first = newDay || previous?.direction !== message.direction;
    items.push({
      kind: 'message',
      key: message.id,
      message,
      first,
      quoted,
      answered: message.direction === 'in' && index < lastAnswer,
    });
  });
  return items;
}

/**
 * Whether an answer is on its way, and until when to say so.
 * @param {Shown[]} messages
 * @returns {number} the instant at which "typing…" ends, 0 for not at all
 */
export function typingUntil(messages) {
  const last = messages.at(-1);
  if (last?.direction !== 'in') return 0;
  if (last.local && last.local !== 'sent') return 0;
  return instant(last) + TYPING_MS;
}

/** @param {Message} message */
function instant(message) {
  return Date.parse(message.at);
}

/**
 * @param {Message | undefined} known
 * @param {Message} message
 */
function newer(known, message) {
  if (!known?.status || rank(message.status) >= rank(known.status)) return message;
  return { ...message, status: known.status };
}

/** @param {string | undefined} status */
function rank(status) {
  return STATUS_ORDER.indexOf(status ?? '');
}
