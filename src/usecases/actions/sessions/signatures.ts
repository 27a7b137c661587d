import type { ActionSignature } from '../../../flow/checks/action-signature.ts';

/** A session in words: its kind, when, with whom and where, with the longest address or link somebody enters. */
const card = () => 'x'.repeat(330);
const calendarLink = () => 'x'.repeat(170);
const short = () => 'x'.repeat(30);
const booked = { card, calendarLink };

/** Rows that stand for all there may be. */
const times = ['sample', 'more'];
const sessions = ['sample', 'more'];

/** What the actions about sessions come to. */
export const SESSION_SIGNATURES: Record<string, ActionSignature> = {
  'check-booking': {
    outcomes: ['ready', 'several', 'unscreened', 'review', 'ineligible'],
    lists: { businesses: ['sample'] },
  },
  'list-kinds': {
    outcomes: ['one', 'several', 'already', 'too-many', 'none'],
    gives: { title: short, card },
    lists: { kinds: ['sample'] },
  },
  'choose-kind': { outcomes: ['chosen', 'none'], gives: { title: short } },
  'find-times': {
    outcomes: ['times', 'near', 'own', 'exact', 'none', 'not-allowed'],
    lists: { times },
  },
  'hold-time': {
    outcomes: ['held', 'full', 'overlaps', 'gone'],
    gives: { card, minutes: () => '15', other: short, otherWhen: short },
  },
  'book-time': {
    outcomes: ['booked', 'overlaps', 'gone'],
    gives: { ...booked, other: short, otherWhen: short },
  },
  'join-waitlist': { outcomes: ['joined', 'known', 'not-allowed'], gives: { offerMinutes: () => '120' } },
  'list-sessions': {
    outcomes: ['one', 'several', 'none'],
    gives: { count: () => '10' },
    lists: { sessions },
  },
  'show-session': { outcomes: ['open', 'late', 'gone'], gives: { ...booked, cutOffHours: () => '48' } },
  'cancel-booking': { outcomes: ['cancelled', 'late', 'gone'], gives: { cutOffHours: () => '48' } },
  'begin-move': { outcomes: ['begun'], remembers: { movingBooking: null } },
  'find-moving': {
    outcomes: ['found', 'several', 'none', 'late', 'gone'],
    gives: { title: short, was: short, cutOffHours: () => '48', count: () => '10' },
    lists: { sessions },
    remembers: { movingBooking: null },
  },
  'move-booking': {
    outcomes: ['moved', 'taken', 'late', 'gone'],
    gives: { ...booked, cutOffHours: () => '48' },
  },
  'answer-seat': { outcomes: ['taken', 'declined', 'gone'], gives: booked },
};
