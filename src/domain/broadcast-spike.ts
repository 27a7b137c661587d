/** Failures of one broadcast with one code in a stretch of time, beside all that was tried in it. */
export type Failures = { code: number | null; reason: string; same: number; tried: number };

/**
 * Codes that speak of the sender, the account or the template and not of the person (Twilio's docs/api/errors): the next
 * message would meet the same.
 */
const OF_THE_HOUSE = new Set([
  63001, 63005, 63007, 63013, 63016, 63021, 63027, 63028, 63030, 63038, 63040, 63041, 63042, 63051, 20003,
  20404, 21408, 21655, 21656, 21910,
]);
/** Refusals of our own making that say the same. */
const REASONS_OF_THE_HOUSE = new Set(['template-missing', 'fault', 'no-channel', 'http-401', 'http-403']);

/** Once may be a slip of theirs; three in a stretch are not. */
const ENOUGH_OF_THE_HOUSE = 3;
/** A list may hold many dead numbers; so many, and one in five, is no list to go on with. */
const ENOUGH_OF_PEOPLE = 20;
const SHARE_OF_PEOPLE = 0.2;

/** How far back failures are counted. */
export const SPIKE_MS = 10 * 60_000;

/** Whether so many failures of one kind stop a broadcast until a person has looked at it. */
export function isSpike({ code, reason, same, tried }: Failures): boolean {
  const ofTheHouse = code === null ? REASONS_OF_THE_HOUSE.has(reason) : OF_THE_HOUSE.has(code);
  if (ofTheHouse) return same >= ENOUGH_OF_THE_HOUSE;
  return same >= ENOUGH_OF_PEOPLE && same >= tried * SHARE_OF_PEOPLE;
}

/** Twilio's word that the person blocked us (error 21610): the only failure that is a wish. */
export function isBlock(code: number | null): boolean {
  return code === 21610;
}

// The number is not there, not on WhatsApp, or not one to write to: again would be the same.
const GONE = new Set([21211, 21610, 21614, 63003, 63024]);

/** Whether a coordinator's "try the failed again" takes this one in. */
export function mayTryAgain(code: number | null): boolean {
  return code === null || !GONE.has(code);
}

/** Too fast for the sender (HTTP 429, 20429, 63018): slow down; it is no failure of the message. */
export function isThrottle({ code, reason }: { code: number | null; reason: string }): boolean {
  return code === 20429 || code === 63018 || reason === 'http-429';
}
