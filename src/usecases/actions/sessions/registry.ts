import type { Action } from '../action.ts';
import { answerSeat } from './answer-offer.ts';
import { bookChosen, holdChosen } from './book-time.ts';
import { checkBooking } from './check-booking.ts';
import { chooseKind, listKinds } from './choose-kind.ts';
import { findTimes } from './find-times.ts';
import { joinWaitlist } from './join-waitlist.ts';
import { listSessions } from './list-sessions.ts';
import { findMoving, moveOwn } from './move-session.ts';
import { beginMove, cancelOwn, showSession } from './show-session.ts';

/** Actions about a shopkeeper's sessions, by the name flows call them by. */
export const SESSION_ACTIONS: Record<string, Action> = {
  'answer-seat': answerSeat,
  'begin-move': beginMove,
  'book-time': bookChosen,
  'cancel-booking': cancelOwn,
  'check-booking': checkBooking,
  'choose-kind': chooseKind,
  'find-moving': findMoving,
  'find-times': findTimes,
  'hold-time': holdChosen,
  'join-waitlist': joinWaitlist,
  'list-kinds': listKinds,
  'list-sessions': listSessions,
  'move-booking': moveOwn,
  'show-session': showSession,
};
