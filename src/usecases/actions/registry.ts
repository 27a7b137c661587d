import type { Action } from './action.ts';
import { answerQuestion, answerTopic } from './answer-question.ts';
import { decideScreening } from './decide-screening.ts';
import { optOut } from './opt-out.ts';
import { recordConsent } from './record-consent.ts';
import { requestCorrection } from './request-correction.ts';
import { requestHuman } from './request-human.ts';
import { requestReview } from './request-review.ts';
import { setLanguage } from './set-language.ts';
import { showMyData } from './show-my-data.ts';
import { requestErasure, withdrawConsent } from './withdraw-consent.ts';

/** Every action by the name flows call it by. */
export const ACTIONS: Record<string, Action> = {
  'answer-question': answerQuestion,
  'answer-topic': answerTopic,
  'decide-screening': decideScreening,
  'opt-out': optOut,
  'record-consent': recordConsent,
  'request-correction': requestCorrection,
  'request-erasure': requestErasure,
  'request-human': requestHuman,
  'request-review': requestReview,
  'set-language': setLanguage,
  'show-my-data': showMyData,
  'withdraw-consent': withdrawConsent,
};
