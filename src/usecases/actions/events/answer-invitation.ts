import type { ActionResult } from '../../../flow/world.ts';
import type { Advancing } from '../../advance.ts';
import { type Answered, answerInvitation } from '../../events/answer.ts';
import { eventInWords, partiesOf } from '../../events/in-words.ts';
import type { Action, ActionContext } from '../action.ts';
import { readInvitation } from './invitation-frame.ts';
import { openEvent, shut } from './open-event.ts';

/** Coming, not coming, or a question first. Who is coming already comes as before, with whom they bring. */
export const answerToInvitation: Action = async (house, context) => {
  const { eventId, answer } = readInvitation(context);
  const { key, contactId, now, locale } = context;
  const open = await openEvent(house, context, eventId);
  if (open.kind === 'shut') return open.result;
  const { event, rsvp } = open;
  const { texts } = house.world;
  const values = eventInWords(texts, locale, event, rsvp);
  if (answer === 'more') return { outcome: 'more', values };
  const yes = answer === 'yes';
  if (yes && rsvp && !rsvp.acts.includes(key) && (rsvp.answer === 'yes' || rsvp.answer === 'waiting'))
    return { outcome: rsvp.answer === 'yes' ? 'going' : 'waiting', values };
  const act = { key, eventId: event.id, contactId, answer: yes ? 'yes' : 'no', companions: 0, now } as const;
  const answered = await answerInvitation(house.ports, act);
  if (answered.kind !== 'yes' || event.companions === 0) return resultOf(house, context, answered);
  return { outcome: 'bring', values: { ...values, parties: partiesOf(texts, locale, event) } };
};

/** How many may come along, as rows. */
export const listParties: Action = async (house, context) => {
  const open = await openEvent(house, context, readInvitation(context).eventId);
  if (open.kind === 'shut') return open.result;
  return {
    outcome: 'listed',
    values: { parties: partiesOf(house.world.texts, context.locale, open.event) },
  };
};

/** With how many they come. */
export const bringCompanions: Action = async (house, context) => {
  const { eventId, companions } = readInvitation(context);
  if (!eventId) return shut(house, context, 'unknown');
  const { key, contactId, now } = context;
  const act = { key, eventId, contactId, answer: 'yes', companions, now } as const;
  return resultOf(house, context, await answerInvitation(house.ports, act));
};

const OUTCOMES = {
  yes: 'going',
  waiting: 'waiting',
  no: 'declined',
  'no-more': 'no-more',
  // Fewer may come along than when the list was shown.
  'too-many': 'no-more',
} as const;

function resultOf(house: Advancing, context: ActionContext, answered: Answered): ActionResult {
  if (!('event' in answered)) return shut(house, context, answered.kind);
  const rsvp = 'rsvp' in answered ? answered.rsvp : null;
  return {
    outcome: OUTCOMES[answered.kind],
    values: eventInWords(house.world.texts, context.locale, answered.event, rsvp),
  };
}
