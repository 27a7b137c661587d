import type { RowState } from './broadcast.ts';

/** What became of one message. */
export type Heard = { state: RowState; code: number | null; reason: string | null };

/**
 * Codes that speak of the sender, the account or the template and not of the person (Twilio's docs/api/errors): the next
 * message would meet the same.
 */
const OF_THE_HOUSE = new Set([
  63001, 63005, 63007, 63013, 63016, 63021, 63027, 63028, 63030, 63038, 63040, 63041, 63042, 63051, 20003,
  20404, 21408, 21655, 21656, 21910,
]);
/** Without a code: refusals of our own making, and an outage of theirs that outlasted every try. */
const REASON_OF_THE_HOUSE = /^(template-missing|fault|no-channel|unreachable|http-(401|403|5\d\d))$/;

/** Once may be a slip of theirs; three in a stretch are not. */
const ENOUGH_OF_THE_HOUSE = 3;
/** A list may hold many dead numbers; so many, and one in five, is no list to go on with. */
const ENOUGH_OF_PEOPLE = 20;
const SHARE_OF_PEOPLE = 0.2;

/** How far back is looked, in time and in messages. */
export const SPIKE = { ms: 10 * 60_000, messages: 200 } as const;

export type Spike = { code: number | null; reason: string };

/** The failure that stops a broadcast until a person has looked at it; null where it may go on. */
export function spikeIn(heard: readonly Heard[]): Spike | null {
  const uncertain = heard.filter(({ state }) => state === 'uncertain').length;
  if (isShare(uncertain, heard.length)) return { code: null, reason: ANSWERS_LOST };
  const failed = heard.filter(({ state }) => state === 'failed');
  for (const one of failed) {
    const reason = one.reason ?? '';
    const same = failed.filter(
      ({ code, reason: other }) => code === one.code && (code || other === one.reason),
    ).length;
    if (isMany({ code: one.code, reason }, same, heard.length)) return { code: one.code, reason };
  }
  return null;
}

function isMany({ code, reason }: Spike, same: number, of: number): boolean {
  const ofTheHouse = code === null ? REASON_OF_THE_HOUSE.test(reason) : OF_THE_HOUSE.has(code);
  if (ofTheHouse) return same >= ENOUGH_OF_THE_HOUSE;
  return isShare(same, of);
}

function isShare(some: number, of: number): boolean {
  return some >= ENOUGH_OF_PEOPLE && some >= of * SHARE_OF_PEOPLE;
}

/** Nobody can say any more who was reached: to go on would make it worse. */
export const ANSWERS_LOST = 'answers-lost';

/** Twilio's word that the person blocked us (error 21610): the only failure that is a wish. */
export function isBlock(code: number | null): boolean {
  return code === 21610;
}

/** The number is not there, not on WhatsApp, or does not want to be written to: again would be the same. */
export const GONE_CODES: readonly number[] = [21211, 21610, 21614, 63003, 63024];

/** Too fast for the sender (HTTP 429, 20429, 63018): slow down; it is no failure of the message. */
export function isThrottle({ code, reason }: { code: number | null; reason: string }): boolean {
  return code === 20429 || code === 63018 || reason === 'http-429';
}
