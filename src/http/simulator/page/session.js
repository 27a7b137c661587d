// What outlives a reload of the tab: drafts and unsent messages. Where storage is forbidden, it lasts as long as the page.

const PREFIX = 'fortaleser.';

/**
 * @param {string} key
 * @returns {string | null}
 */
export function readSession(key) {
  try {
    return sessionStorage.getItem(PREFIX + key);
  } catch {
    return null;
  }
}

/**
 * @param {string} key
 * @param {string} value an empty one is forgotten
 */
export function writeSession(key, value) {
  try {
    if (value) sessionStorage.setItem(PREFIX + key, value);
    else sessionStorage.removeItem(PREFIX + key);
  } catch {
    // Storage is forbidden or full.
  }
}
