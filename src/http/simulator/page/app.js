// The page: its phones, their list, and the one stream that feeds them.

import { loadContacts, saveContacts } from './contacts.js';
import { byId } from './dom.js';
import { icon } from './icons.js';
import { createNewContact } from './new-contact.js';
import { createPhone } from './phone.js';
import { createRoster } from './roster.js';
import { createStream } from './stream.js';
import { locale, words } from './words.js';

/** @typedef {{ phone: ReturnType<typeof createPhone>, unread: number }} Entry */

const place = byId('phones', HTMLElement);
const banner = byId('banner', HTMLElement);
/** @type {Map<string, Entry>} */
const entries = new Map();
let active = '';
let drawing = false;

const roster = createRoster(byId('roster', HTMLElement), choose);
const newContact = createNewContact((contact) => {
  if (!entries.has(contact)) {
    add(contact);
    contactsChanged();
  }
  choose(contact);
});
const stream = createStream({
  onOpen() {
    banner.hidden = true;
    document.body.classList.remove('offline');
    for (const { phone } of entries.values()) void phone.refresh();
  },
  onCut() {
    banner.textContent = words.offline;
    banner.hidden = false;
    document.body.classList.add('offline');
  },
  onMessage: (from, message) => entries.get(from)?.phone.receive(message),
});

start();

function start() {
  document.documentElement.lang = locale;
  for (const element of document.querySelectorAll('[data-word]')) {
    const word = words[/** @type {keyof typeof words} */ (element.getAttribute('data-word'))];
    if (typeof word === 'string') element.textContent = word;
  }
  const addButton = byId('add', HTMLButtonElement);
  addButton.append(icon('plus'), words.addContact);
  addButton.addEventListener('click', () => newContact.open());
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && seen(active));

  for (const contact of loadContacts()) add(contact);
  contactsChanged();
  const [first = ''] = entries.keys();
  // On a touch screen the keyboard would cover the chat before it is seen.
  if (matchMedia('(hover: hover)').matches) choose(first);
  else activate(first);
}

/** @param {string} contact */
function add(contact) {
  const phone = createPhone(contact, {
    onRemove: () => remove(contact),
    onChange: drawRosterSoon,
    onArrival(count) {
      const entry = entries.get(contact);
      if (entry && !isLookedAt(entry)) entry.unread += count;
    },
  });
  entries.set(contact, { phone, unread: 0 });
  phone.element.addEventListener('focusin', () => contact !== active && activate(contact));
  place.append(phone.element);
}

/** @param {string} contact */
function remove(contact) {
  entries.get(contact)?.phone.close();
  entries.delete(contact);
  contactsChanged();
  const next = [...entries.keys()].at(-1);
  if (next) choose(next);
  else byId('add', HTMLButtonElement).focus();
}

function contactsChanged() {
  saveContacts([...entries.keys()]);
  stream.follow([...entries.keys()]);
  place.dataset.count = String(entries.size);
  for (const { phone } of entries.values()) phone.shown();
  drawRosterSoon();
}

/** @param {string} contact */
function choose(contact) {
  activate(contact);
  const phone = entries.get(contact)?.phone;
  phone?.element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  phone?.focus();
}

/** @param {string} contact */
function activate(contact) {
  active = contact;
  for (const [key, { phone }] of entries) phone.element.classList.toggle('active', key === contact);
  entries.get(contact)?.phone.shown();
  seen(contact);
}

/** @param {string} contact */
function seen(contact) {
  const entry = entries.get(contact);
  if (entry) entry.unread = 0;
  drawRosterSoon();
}

/** @param {Entry} entry */
function isLookedAt({ phone }) {
  return document.visibilityState === 'visible' && phone.element.checkVisibility();
}

function drawRosterSoon() {
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(() => {
    drawing = false;
    roster.draw(
      [...entries].map(([contact, { phone, unread }]) => ({
        contact,
        last: phone.last(),
        unread,
        active: contact === active,
      })),
    );
  });
}
