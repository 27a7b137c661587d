import type { ProgrammeEvent } from '../../domain/event.ts';
import { EARLIEST, LATEST, type WallClock } from '../../domain/reminders.ts';
import type { Values } from '../../flow/conversation.ts';
import type { EventPorts, RsvpRecord } from '../event-ports.ts';
import { type Notifying, notify } from '../notify.ts';
import type { Ports } from '../ports.ts';
import type { Sweep } from '../sweep.ts';
import { eventInWords } from './in-words.ts';
import { promoteWaiting } from './promote.ts';

export type TellingGuests = {
  ports: EventPorts & Pick<Ports, 'clock'>;
  notifying: Notifying;
  wallClock: Pick<WallClock, 'minutesOf'>;
};

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
/** Who has just said yes knows when it is. */
const FRESH_MS = 2 * HOUR_MS;
/** By then whoever kept the door has entered who came. */
const DOOR_SHUT_MS = 12 * HOUR_MS;
const PAGE = 200;
const EVERY_MS = 30_000;

/**
 * What those who answered an invitation are to hear: a change, a seat that was found, the day before, and that they were
 * missed. The records alone say it; each message has one key, so that none is said twice, and at night none.
 */
export async function tellGuests(house: TellingGuests): Promise<void> {
  const now = house.ports.clock();
  const minutes = house.wallClock.minutesOf(now);
  if (minutes < EARLIEST || minutes > LATEST) return;
  await tellNews(house);
  const { events } = house.ports;
  for (const event of await events.list({ status: ['published'], from: now })) {
    await promoteWaiting(house.ports, event.id, now);
    await remind(house, event, now);
  }
  await tellSeats(house);
  for (const event of await events.list({ status: ['published'], to: now })) await close(house, event, now);
}

export function createGuestSweep(house: TellingGuests): Sweep {
  let toldAt = Number.NEGATIVE_INFINITY;
  return async (now) => {
    // Also where the clock was set back.
    if (Math.abs(now.getTime() - toldAt) < EVERY_MS) return;
    await tellGuests(house);
    toldAt = now.getTime();
  };
}

async function tellNews(house: TellingGuests): Promise<void> {
  const { events, rsvps } = house.ports;
  for (const event of await events.withNews()) {
    const { news } = event;
    if (!news) continue;
    for (const answer of ['yes', 'waiting'] as const) {
      let after: string | undefined;
      do {
        const page = await rsvps.list(event.id, { answer }, { limit: PAGE, after });
        for (const rsvp of page) {
          const key = `event-news-${rsvp.id}-${news.revision}`;
          await tell(house, {
            key,
            name: `event-${news.kind}`,
            event,
            rsvp,
            more: { message: news.message },
          });
        }
        after = page.length === PAGE ? page.at(-1)?.id : undefined;
      } while (after);
    }
    await events.clearNews(event.id, news.revision);
  }
}

async function tellSeats(house: TellingGuests): Promise<void> {
  const { events, rsvps } = house.ports;
  for (const rsvp of await rsvps.promoted(PAGE)) {
    const event = await events.get(rsvp.eventId);
    const key = `event-seat-${rsvp.id}-${rsvp.promotedAt?.getTime()}`;
    if (event?.status === 'published') await tell(house, { key, name: 'event-seat', event, rsvp });
    await rsvps.change(rsvp, { promotedAt: null }, `told-${key}`);
  }
}

/** The day before, at a decent hour; an event that was moved is reminded of anew. */
async function remind(house: TellingGuests, event: ProgrammeEvent, now: Date): Promise<void> {
  const ahead = event.startsAt.getTime() - now.getTime();
  if (ahead > DAY_MS || ahead < HOUR_MS) return;
  const { id, startsAt } = event;
  const before = new Date(now.getTime() - FRESH_MS);
  for (const rsvp of await house.ports.rsvps.toRemind({ id, startsAt, before }, PAGE)) {
    const key = `event-reminder-${rsvp.id}-${startsAt.getTime() / 60_000}`;
    await tell(house, { key, name: 'event-reminder', event, rsvp });
    await house.ports.rsvps.change(rsvp, { remindedOf: startsAt }, key);
  }
}

/** Where somebody kept the door, those who did not come are written to; then it is over. */
async function close(house: TellingGuests, event: ProgrammeEvent, now: Date): Promise<void> {
  const { events, rsvps } = house.ports;
  if (now.getTime() < event.endsAt.getTime() + DOOR_SHUT_MS) return;
  const { attended } = await rsvps.counts(event.id);
  const missing = attended > 0 ? await rsvps.missing(event.id, PAGE) : [];
  for (const rsvp of missing) {
    const key = `event-missed-${rsvp.id}`;
    await tell(house, { key, name: 'event-missed', event, rsvp });
    await rsvps.change(rsvp, { missedAt: now }, key);
  }
  if (missing.length < PAGE) await events.change(event, { status: 'over' });
}

type Said = { key: string; name: string; event: ProgrammeEvent; rsvp: RsvpRecord; more?: Values };

/** Nobody asked to be told that they were missed. */
const UNASKED = ['event-missed'];

async function tell({ notifying }: TellingGuests, said: Said): Promise<void> {
  const { key, name, event, rsvp, more } = said;
  await notify(notifying, {
    ...{ key, name, contactId: rsvp.contactId, subject: event.id, purpose: 'notice' },
    requested: !UNASKED.includes(name),
    params: (locale) => {
      const {
        name: title = '',
        when = '',
        place = '',
        code = '',
      } = eventInWords(notifying.texts, locale, event, rsvp);
      return { event: title, when, place, code, ...more };
    },
  });
}
