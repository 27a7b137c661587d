// What a contact has sent and the server has not shown back yet: sent in order, one at a time, kept when it fails.

import { newId, postMessage } from './api.js';
import { nameOf } from './contacts.js';
import { readSession, writeSession } from './session.js';

/** @typedef {import('./api.js').Content} Content */
/** @typedef {import('./conversation.js').Shown} Shown */
/** @typedef {{ id: string, at: string, content: Content, repliedTo?: string, state: import('./conversation.js').LocalState, why?: string }} Entry */

/**
 * @param {string} contact
 * @param {() => void} onChange
 */
export function createOutbox(contact, onChange) {
  const stored = `outbox.${contact}`;
  let entries = restore(stored);
  let flushing = false;

  async function flush() {
    if (flushing) return;
    flushing = true;
    for (let entry = next(); entry; entry = next()) {
      const { id, content, repliedTo } = entry;
      const outcome = await postMessage({
        id,
        from: contact,
        content,
        profileName: nameOf(contact),
        ...(repliedTo ? { repliedTo } : {}),
      });
      if (outcome.kind === 'accepted') entry.state = 'sent';
      if (outcome.kind === 'refused') {
        entry.state = 'refused';
        entry.why = outcome.why;
      }
      if (outcome.kind === 'unreachable') {
        // Those behind it wait too: they must not overtake it.
        for (const waiting of entries) if (waiting.state === 'waiting') waiting.state = 'failed';
      }
      changed();
    }
    flushing = false;
  }

  function changed() {
    keep();
    onChange();
  }

  function keep() {
    const unsent = entries.filter((entry) => entry.state === 'waiting' || entry.state === 'failed');
    writeSession(stored, unsent.length > 0 ? JSON.stringify(unsent) : '');
  }

  const next = () => entries.find((entry) => entry.state === 'waiting');

  return {
    /**
     * @param {Content} content
     * @param {string} [repliedTo]
     */
    add(content, repliedTo) {
      const blocked = entries.some((entry) => entry.state === 'failed');
      const entry = {
        id: newId(),
        at: new Date().toISOString(),
        content,
        state: /** @type {const} */ ('waiting'),
      };
      entries = [...entries, repliedTo ? { ...entry, repliedTo } : entry];
      if (blocked) this.retry();
      else void flush();
      changed();
    },
    /** Everything that did not reach the server goes again, in its order. */
    retry() {
      for (const entry of entries) if (entry.state === 'failed') entry.state = 'waiting';
      changed();
      void flush();
    },
    /**
     * Forgets what the server has shown back.
     * @param {(id: string) => boolean} known
     */
    settle(known) {
      const unknown = entries.filter((entry) => !known(entry.id));
      if (unknown.length === entries.length) return;
      entries = unknown;
      keep();
    },
    isEmpty: () => entries.length === 0,
    /** @returns {Shown[]} */
    shown() {
      return entries.map(({ id, at, content, repliedTo, state, why }) => ({
        id,
        at,
        direction: 'in',
        presentation: content.kind === 'tap' ? { kind: 'tap', title: content.title } : content,
        local: state,
        ...(repliedTo ? { repliedTo } : {}),
        ...(why ? { why } : {}),
      }));
    },
  };
}

/**
 * What a reload interrupted counts as not sent: sending it again with its id is safe.
 * @param {string} stored
 * @returns {Entry[]}
 */
function restore(stored) {
  /** @type {Entry[]} */
  const entries = JSON.parse(readSession(stored) ?? '[]');
  return entries.map((entry) => (entry.state === 'waiting' ? { ...entry, state: 'failed' } : entry));
}
