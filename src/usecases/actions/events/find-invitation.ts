import type { Json } from '../../../flow/conversation.ts';
import type { ActionResult } from '../../../flow/world.ts';
import type { Advancing } from '../../advance.ts';
import { eventInWords } from '../../events/in-words.ts';
import { openInvitations } from '../../events/open-invitations.ts';
import type { Action, ActionContext } from '../action.ts';
import { readInvitation } from './invitation-frame.ts';
import { openEvent, shut } from './open-event.ts';

/** A list of WhatsApp's has ten rows; nobody has as many closing events ahead of them. */
const MOST_ROWS = 10;

/** Which event an answer is about: the button's, the one picked, or the only one they may be asked to. */
export const findInvitation: Action = async (house, context) => {
  const { eventId, answer } = readInvitation(context);
  if (eventId) return answer ? { outcome: 'answered' } : await standing(house, context, eventId);
  const [only, ...others] = await openInvitations(house.ports, context);
  if (!only) return shut(house, context, 'unknown');
  if (others.length === 0)
    return answer
      ? { outcome: 'answered', values: { eventId: only.id } }
      : await standing(house, context, only.id);
  const { texts } = house.world;
  const rows = [only, ...others].slice(0, MOST_ROWS).map(({ id, name, startsAt }) => ({
    id,
    title: texts.moment(context.locale, startsAt),
    description: name,
  }));
  return { outcome: 'several', values: { invitations: rows as unknown as Json } };
};

/** What they answered so far. */
async function standing(house: Advancing, context: ActionContext, eventId: string): Promise<ActionResult> {
  const open = await openEvent(house, context, eventId);
  if (open.kind === 'shut') return open.result;
  const { event, rsvp } = open;
  const values = eventInWords(house.world.texts, context.locale, event, rsvp);
  if (rsvp?.answer === 'yes') return { outcome: event.companions > 0 ? 'coming' : 'coming-alone', values };
  return { outcome: rsvp?.answer === 'waiting' ? 'in-line' : 'asked', values };
}
