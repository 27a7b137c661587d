import type { Action } from '../action.ts';
import { answerToInvitation, bringCompanions, listParties } from './answer-invitation.ts';
import { findInvitation } from './find-invitation.ts';

/** Actions about invitations by the name flows call them by. */
export const EVENT_ACTIONS: Record<string, Action> = {
  'answer-invitation': answerToInvitation,
  'bring-companions': bringCompanions,
  'find-invitation': findInvitation,
  'list-parties': listParties,
};
