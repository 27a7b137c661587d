import { EARLIEST, LATEST } from '../../domain/reminders.ts';
import { type NewNotice, notify } from '../notify.ts';
import type { BookingRecord, BookingRecords } from '../session-ports.ts';
import { POOLED } from '../sessions/assign-session.ts';
import type { Sweep } from '../sweep.ts';
import type { Reminding } from './reminding.ts';

/** Opens the act of a session that was not held, through no fault of who booked it. */
export const AGAIN = 'again-';

const DAY_MS = 24 * 60 * 60_000;
/** Who did not come is written to soon or not at all. */
const SOON_MS = 2 * DAY_MS;
/** Sessions are booked no further ahead than this (data/route.yaml). */
const AHEAD_MS = 90 * DAY_MS;

/** As often as reminders are planned. */
const EVERY_MS = 30_000;

export type Telling = Reminding & { bookings: Pick<BookingRecords, 'missed' | 'ofAdvisor'> };

/**
 * What others changed about a booking and its contact should hear: a session missed, or not held, with a kind offer of
 * another time; an advisor who cannot come. The bookings alone say whom to tell, and each is told once, by the message's key.
 */
export async function tellChanges(house: Telling): Promise<number> {
  const now = house.ports.clock();
  const minutes = house.wallClock.minutesOf(now);
  if (minutes < EARLIEST || minutes > LATEST) return 0;
  const missed = await house.bookings.missed({ from: new Date(now.getTime() - SOON_MS), to: now });
  const pooled = await house.bookings.ofAdvisor(null, { from: now, to: new Date(now.getTime() + AHEAD_MS) });
  const notices = [
    ...missed.map((booking) => noticeOf(house, booking, missedName(booking))),
    ...pooled.filter(hadAdvisor).map((booking) => noticeOf(house, booking, 'session-pooled')),
  ];
  let told = 0;
  for (const notice of notices) {
    if (await house.ports.outbound.get(notice.key)) continue;
    await notify(house.notifying, notice);
    told++;
  }
  return told;
}

export function createTellingSweep(house: Telling): Sweep {
  let toldAt = Number.NEGATIVE_INFINITY;
  return async (now) => {
    // Also where the clock was set back.
    if (Math.abs(now.getTime() - toldAt) < EVERY_MS) return;
    await tellChanges(house);
    toldAt = now.getTime();
  };
}

function missedName({ acts }: BookingRecord): 'no-show' | 'session-again' {
  return acts.at(-1)?.startsWith(AGAIN) ? 'session-again' : 'no-show';
}

/** A group session may have none from the beginning: nothing changed for who booked it, or moved to it. */
function hadAdvisor({ state, acts }: BookingRecord): boolean {
  return state === 'booked' && acts.some((act) => act.startsWith(POOLED));
}

function noticeOf({ notifying }: Reminding, booking: BookingRecord, name: string): NewNotice {
  const { id, contactId, revision, startsAt } = booking;
  return {
    key: `${name}-${id}-${revision}`,
    ...{ contactId, name, subject: id, purpose: 'notice', requested: true },
    params: (locale) => ({ when: notifying.texts.moment(locale, startsAt) }),
  };
}
