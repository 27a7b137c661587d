import { describedIn, type ProgrammeEvent } from '../../domain/event.ts';
import type { Rsvp } from '../../domain/rsvp.ts';
import type { Json, Values } from '../../flow/conversation.ts';
import type { Texts } from '../../flow/world.ts';
import { placeInWords } from '../sessions/in-words.ts';

/** An event as a person reads it, with what they answered. */
export function eventInWords(
  texts: Texts,
  locale: string,
  event: ProgrammeEvent,
  rsvp: Pick<Rsvp, 'code' | 'companions'> | null,
): Values {
  const { id: eventId, name, startsAt } = event;
  const when = texts.moment(locale, startsAt);
  const place = placeInWords(texts, locale, event);
  const companions = rsvp?.companions ?? 0;
  return {
    ...{ eventId, name, when, place },
    card: texts.get(locale, 'events:card', { name, when, place }),
    about: describedIn(event, locale) || texts.get(locale, 'events:no-description'),
    code: rsvp?.code ?? '',
    company: texts.get(locale, companions === 0 ? 'events:company.alone' : 'events:company.with', {
      companions,
    }),
  };
}

/** Rows of how many may come along. */
export function partiesOf(texts: Texts, locale: string, { companions }: ProgrammeEvent): Json {
  return Array.from({ length: companions + 1 }, (_, count) => ({
    id: `with-${count}`,
    title: texts.get(locale, count === 0 ? 'events:party.alone' : 'events:party.with', { companions: count }),
  })) as unknown as Json;
}

/** Why an event takes no answer. */
export function shutInWords(texts: Texts, locale: string, state: 'unknown' | 'cancelled' | 'over'): Values {
  return { why: texts.get(locale, `events:shut.${state}`) };
}
