// What the page asks of the server; addresses are relative to the page, wherever it is mounted.

/** @typedef {import('../ports.ts').SimulatorMessage} Message */
/**
 * @typedef {{ kind: 'text', text: string }
 *   | { kind: 'tap', payload: string, title: string }
 *   | { kind: 'media', media: import('../../../domain/message.ts').MediaType, caption: string }
 *   | { kind: 'location', latitude: number, longitude: number, label: string }} Content
 */
/** @typedef {{ id: string, from: string, content: Content, profileName: string, repliedTo?: string }} Outgoing */

const TIMEOUT_MS = 20_000;

/** The id is made here, so that a send repeated after a lost answer counts once. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `SIM${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/**
 * @param {Outgoing} message
 * @returns {Promise<{ kind: 'accepted' } | { kind: 'refused', why: string } | { kind: 'unreachable' }>}
 */
export async function postMessage(message) {
  try {
    const response = await post('messages', message);
    if (response.ok) return { kind: 'accepted' };
    if (response.status >= 500 || response.status === 429) return { kind: 'unreachable' };
    const answer = await response.json().catch(() => ({}));
    return { kind: 'refused', why: String(answer.error ?? response.status) };
  } catch {
    return { kind: 'unreachable' };
  }
}

/**
 * @param {string[]} ids
 * @returns {Promise<boolean>}
 */
export async function postRead(ids) {
  try {
    return (await post('read', { ids })).ok;
  } catch {
    return false;
  }
}

/**
 * @param {string} from
 * @param {string} [before]
 * @returns {Promise<{ messages: Message[], more: boolean } | null>} null when the server does not answer
 */
export async function getHistory(from, before) {
  try {
    const query = new URLSearchParams(before ? { from, before } : { from });
    const response = await fetch(`history?${query}`, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

/**
 * @param {string} path
 * @param {unknown} body
 */
function post(path, body) {
  return fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
}
