import { answerable } from '../../domain/event.ts';
import { rsvpIdOf } from '../../domain/rsvp.ts';
import type { Texts } from '../../flow/world.ts';
import type { SubjectSources } from '../broadcasts/ports.ts';
import type { EventPorts } from '../event-ports.ts';
import { eventInWords } from './in-words.ts';

/** What a broadcast about an event says; nothing any more to who has answered, or where it cannot be answered. */
export function invitationSubject(
  { events, rsvps }: EventPorts,
  texts: Texts,
  clock: () => Date,
): NonNullable<SubjectSources['event']> {
  return {
    async title({ eventId }) {
      return (await events.get(eventId))?.name ?? null;
    },
    async params({ eventId }, contactId) {
      const event = await events.get(eventId);
      if (!event || answerable(event, clock()) !== 'open') return null;
      if (await rsvps.get(rsvpIdOf(eventId, contactId))) return null;
      return (locale) => {
        const { name, when, place } = eventInWords(texts, locale, event, null);
        return { event: name ?? '', when: when ?? '', place: place ?? '' };
      };
    },
  };
}
