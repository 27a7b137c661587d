import { EARLIEST, LATEST } from '../../domain/reminders.ts';
import { type Notifying, notify } from '../notify.ts';
import type { Ports } from '../ports.ts';
import { placeInWords, sessionOf, titleOf } from './in-words.ts';
import type { Booking as House } from './offer-times.ts';
import { type Offered, offerFreed } from './waitlist.ts';

export type Offering = House & { ports: Pick<Ports, 'outbound'>; notifying: Notifying };

/** Offers what was freed, and tells those to whom it is offered, once; at night nobody is offered anything. */
export async function sweepWaitlist(house: Offering, now: Date): Promise<void> {
  const minutes = house.calendar.minutesOf(now);
  const quiet = minutes < EARLIEST || minutes > LATEST;
  for (const offered of await offerFreed(house, now, { quiet })) await tell(house, offered);
}

async function tell(house: Offering, { entry, booking }: Offered): Promise<void> {
  const key = `seat-offer-${booking.id}`;
  if (await house.ports.outbound.get(key)) return;
  const { texts } = house.notifying;
  const session = await sessionOf(house, booking);
  const until = entry.offer?.until ?? booking.heldUntil ?? booking.startsAt;
  await notify(house.notifying, {
    key,
    contactId: entry.contactId,
    name: 'seat-offer',
    params: (locale) => ({
      kind: titleOf(texts, locale, booking.kind),
      when: texts.moment(locale, booking.startsAt),
      place: placeInWords(texts, locale, session),
      until: texts.time(locale, until),
    }),
    subject: booking.id,
    purpose: 'notice',
    requested: true,
  });
}
