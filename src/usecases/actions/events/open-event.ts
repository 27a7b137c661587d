import { answerable, type ProgrammeEvent } from '../../../domain/event.ts';
import { rsvpIdOf } from '../../../domain/rsvp.ts';
import type { ActionResult } from '../../../flow/world.ts';
import type { Advancing } from '../../advance.ts';
import type { RsvpRecord } from '../../event-ports.ts';
import { shutInWords } from '../../events/in-words.ts';
import type { ActionContext } from '../action.ts';

type Open =
  | { kind: 'open'; event: ProgrammeEvent; rsvp: RsvpRecord | null }
  | { kind: 'shut'; result: ActionResult };

/** An event that can be answered, with what they answered so far. */
export async function openEvent(
  house: Advancing,
  context: ActionContext,
  eventId: string | null,
): Promise<Open> {
  const { events, rsvps } = house.ports;
  const event = eventId ? await events.get(eventId) : null;
  const state = answerable(event, context.now);
  if (!event || state !== 'open')
    return { kind: 'shut', result: shut(house, context, state === 'open' ? 'unknown' : state) };
  return { kind: 'open', event, rsvp: await rsvps.get(rsvpIdOf(event.id, context.contactId)) };
}

/** It takes no answer, and why. */
export function shut(
  { world }: Pick<Advancing, 'world'>,
  { locale }: ActionContext,
  state: 'unknown' | 'cancelled' | 'over',
): ActionResult {
  return { outcome: 'shut', values: shutInWords(world.texts, locale, state) };
}
