import type { Action } from '../action.ts';
import { advisorAgenda } from './advisor-agenda.ts';
import { answerReminder } from './answer-reminder.ts';
import { listUnmarked, markPerson } from './attendance.ts';
import { blockDay, poolDay } from './block-day.ts';
import { whoAdvises } from './own-advisor.ts';

/** Actions of advisors, and of reminders, by the name flows call them by. */
export const ADVISOR_ACTIONS: Record<string, Action> = {
  'advisor-agenda': advisorAgenda,
  'answer-reminder': answerReminder,
  'block-day': blockDay,
  'list-unmarked': listUnmarked,
  'mark-attendance': markPerson,
  'pool-day': poolDay,
  'who-advises': whoAdvises,
};
