import type { Action } from './action.ts';
import { ADVISOR_ACTIONS } from './advisors/registry.ts';
import { answerQuestion, answerTopic } from './answer-question.ts';
import { decideScreening } from './decide-screening.ts';
import { EVENT_ACTIONS } from './events/registry.ts';
import { optOut } from './opt-out.ts';
import { recordConsent } from './record-consent.ts';
import { requestCorrection } from './request-correction.ts';
import { requestHuman } from './request-human.ts';
import { requestReview } from './request-review.ts';
import { SESSION_ACTIONS } from './sessions/registry.ts';
import { setLanguage } from './set-language.ts';
import { showCertificate } from './show-certificate.ts';
import { showMyData } from './show-my-data.ts';
import { verifyCertificate } from './verify-certificate.ts';
import { requestErasure, withdrawConsent } from './withdraw-consent.ts';

/** Every action by the name flows call it by. */
export const ACTIONS: Record<string, Action> = {
  ...ADVISOR_ACTIONS,
  ...EVENT_ACTIONS,
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
  'show-certificate': showCertificate,
  'show-my-data': showMyData,
  'verify-certificate': verifyCertificate,
  'withdraw-consent': withdrawConsent,
  ...SESSION_ACTIONS,
};
