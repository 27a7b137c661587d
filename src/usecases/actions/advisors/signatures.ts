import type { ActionSignature } from '../../../flow/checks/action-signature.ts';

const when = () => 'x'.repeat(24);
const who = () => 'x'.repeat(90);
const date = () => 'x'.repeat(30);
const count = () => '100';
/** A line for each of the fifteen people shown, with the longest names people are enrolled by. */
const agenda = () => Array.from({ length: 16 }, () => 'x'.repeat(60)).join('\n');

/** What the actions of advisors, and of reminders, come to. */
export const ADVISOR_SIGNATURES: Record<string, ActionSignature> = {
  'advisor-agenda': { outcomes: ['some', 'none', 'nobody'], gives: { date, agenda } },
  'answer-reminder': {
    outcomes: ['confirmed', 'change', 'cannot', 'late', 'moved', 'gone', 'unknown'],
    gives: { when, booking: who },
  },
  'block-day': { outcomes: ['blocked', 'busy', 'nobody'], gives: { date, count } },
  'list-unmarked': { outcomes: ['some', 'none', 'nobody'], lists: { people: ['sample', 'more'] } },
  'mark-attendance': {
    outcomes: ['came', 'missed', 'again', 'early', 'gone', 'nobody'],
    gives: { who, when },
  },
  'pool-day': { outcomes: ['pooled', 'nobody'], gives: { count } },
  'who-advises': { outcomes: ['advisor', 'nobody'], gives: { advisorName: () => 'x'.repeat(30) } },
};
