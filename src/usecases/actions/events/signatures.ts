import { LONGEST_DESCRIPTION, LONGEST_NAME, LONGEST_PLACE } from '../../../domain/event.ts';
import type { ActionSignature } from '../../../flow/checks/action-signature.ts';

const long = (length: number) => () => 'x'.repeat(length);
/** Its name, when, and where, each as long as it may be. */
const event = {
  name: long(LONGEST_NAME),
  when: long(30),
  place: long(LONGEST_PLACE),
  card: long(LONGEST_NAME + 30 + LONGEST_PLACE + 20),
  about: long(LONGEST_DESCRIPTION),
  code: () => '00000',
  company: long(20),
};
const why = long(80);
const parties = ['with-0', 'with-1'];

/** What the actions about invitations come to. */
export const EVENT_SIGNATURES: Record<string, ActionSignature> = {
  'find-invitation': {
    outcomes: ['answered', 'asked', 'coming', 'coming-alone', 'in-line', 'several', 'shut'],
    gives: { ...event, why },
    lists: { invitations: ['sample'] },
  },
  'answer-invitation': {
    outcomes: ['going', 'bring', 'waiting', 'declined', 'more', 'shut'],
    gives: { ...event, why },
    lists: { parties },
  },
  'list-parties': { outcomes: ['listed', 'shut'], gives: { why }, lists: { parties } },
  'bring-companions': { outcomes: ['going', 'waiting', 'no-more', 'shut'], gives: { ...event, why } },
};
