import { locale, words } from './words.js';

// The programme's clock, wherever the reader sits.
const timeZone = 'America/Bogota';
const hour = new Intl.DateTimeFormat(locale, { timeZone, hour: 'numeric', minute: '2-digit' });
const weekday = new Intl.DateTimeFormat(locale, { timeZone, weekday: 'long' });
const fullDate = new Intl.DateTimeFormat(locale, {
  timeZone,
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});
const dayKey = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });

const DAY_MS = 24 * 60 * 60 * 1000;

/** @param {string} at */
export function timeOf(at) {
  return hour.format(new Date(at));
}

/**
 * One text for each day in Bogotá.
 * @param {string | number} at
 */
export function dayOf(at) {
  return dayKey.format(new Date(at));
}

/**
 * @param {string} at
 * @param {number} [now]
 */
export function dayWord(at, now = Date.now()) {
  const day = dayOf(at);
  if (day === dayOf(now)) return words.today;
  if (day === dayOf(now - DAY_MS)) return words.yesterday;
  for (let back = 2; back < 7; back += 1) {
    if (day === dayOf(now - back * DAY_MS)) return capital(weekday.format(new Date(at)));
  }
  return fullDate.format(new Date(at));
}

/** @param {string} text */
function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
