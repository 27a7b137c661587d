// Who chats: an E.164 number or a business-scoped id. Names are made up, and the same for the same address.

const NAMES = (
  'Rosa Elvira, Jairo, Luz Dary, Wilson, Marleny, Hernando, Yolima, Édgar, Nubia, Fabio, ' +
  'Gladys, Arley, Ofelia, Duván, Blanca Nieves, Óscar, Maritza, Ferney, Leidy, Gustavo'
).split(', ');
export const HUES = 6;
const STORED = 'fortaleser.contacts';
const LIMIT = 30;

const E164 = /^\+[1-9]\d{6,14}$/;
const SCOPED = /^[A-Z]{2}\.[A-Za-z0-9]{1,128}$/;

/**
 * @param {string} typed
 * @returns {string | null} the address without the spaces and dashes people write, or null when it is none
 */
export function readAddress(typed) {
  const value = typed.trim();
  if (SCOPED.test(value)) return value;
  const digits = value.replace(/[\s().-]/g, '');
  if (E164.test(digits)) return digits;
  return /^3\d{9}$/.test(digits) ? `+57${digits}` : null;
}

/** A number of Colombian shape from a range of ours, so that no real phone is meant. */
export function randomNumber() {
  return `+57300000${String(random(10_000)).padStart(4, '0')}`;
}

export function randomScopedId() {
  return `CO.${Array.from({ length: 16 }, () => random(16).toString(16).toUpperCase()).join('')}`;
}

/** @param {string} address */
export function nameOf(address) {
  return NAMES[hash(address) % NAMES.length] ?? 'Rosa Elvira';
}

/** @param {string} address */
export function hueOf(address) {
  return hash(address) % HUES;
}

/** @param {string} address */
export function addressLabel(address) {
  const colombian = /^\+57(\d{3})(\d{3})(\d{4})$/.exec(address);
  if (colombian) return `+57 ${colombian[1]} ${colombian[2]} ${colombian[3]}`;
  return address.length > 18 ? `${address.slice(0, 16)}…` : address;
}

/** @returns {string[]} */
export function loadContacts() {
  try {
    const stored = JSON.parse(localStorage.getItem(STORED) ?? '[]');
    const known = Array.isArray(stored) ? stored.filter((one) => readAddress(String(one)) === one) : [];
    if (known.length > 0) return [...new Set(known)].slice(0, LIMIT);
  } catch {
    // A private window may forbid storage: start afresh.
  }
  return [randomNumber()];
}

/** @param {string[]} contacts */
export function saveContacts(contacts) {
  try {
    localStorage.setItem(STORED, JSON.stringify(contacts));
  } catch {
    // Then the list lasts as long as the page.
  }
}

/** @param {string} text */
function hash(text) {
  let value = 7;
  for (const character of text) value = (value * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return value;
}

/** @param {number} below */
function random(below) {
  return Math.floor(Math.random() * below);
}
