import type { Texts } from '../../flow/world.ts';
import type { Ports } from '../ports.ts';
import { placeInWords, sessionOf, titleOf } from './in-words.ts';

/** A booking as a calendar keeps it. */
export type CalendarEntry = {
  uid: string;
  revision: number;
  startsAt: Date;
  endsAt: Date;
  title: string;
  description: string;
  location: string | null;
  link: string | null;
  cancelled: boolean;
  madeAt: Date;
};

type House = {
  ports: Pick<Ports, 'bookings' | 'sessions' | 'advisors' | 'contacts' | 'sessionLinks'>;
  texts: Texts;
};

/** What a signed address shows; null where it shows nothing: it was altered, or nothing was ever booked there. */
export async function calendarEntry(
  { ports, texts }: House,
  token: string,
): Promise<{ locale: string; entry: CalendarEntry } | null> {
  const id = ports.sessionLinks.read(token);
  const booking = id === null ? null : await ports.bookings.get(id);
  // A hold is no session yet; one that was let go of never became one.
  if (!booking || booking.heldUntil !== null) return null;
  const locale = (await ports.contacts.get(booking.contactId))?.locale ?? 'es';
  const session = await sessionOf({ ports }, booking);
  const advisor = session.advisorId ? await ports.advisors.get(session.advisorId) : null;
  const { revision, startsAt, endsAt, state, madeAt } = booking;
  const cancelled = state === 'cancelled';
  const title = texts.get(locale, 'sessions:calendar.title', { title: titleOf(texts, locale, booking.kind) });
  const told = advisor && texts.get(locale, 'sessions:card.advisor', { name: advisor.name });
  const entry: CalendarEntry = {
    uid: `${booking.id}@fortaleser`,
    // A cancellation counts as a change of its own.
    revision: cancelled ? revision + 1 : revision,
    ...{ startsAt, endsAt, title, cancelled, madeAt },
    description: [...(told ? [told] : []), texts.get(locale, 'sessions:calendar.change')].join('\n'),
    location: placeInWords(texts, locale, session),
    link: session.place.link,
  };
  return { locale, entry };
}
