import { mangle } from './augment.ts';
import type { Labelled } from './labelled.ts';
import { randomFrom } from './random.ts';
import { OUT_OF_SCOPE, type Understander, type Understanding } from './understander.ts';

/** Counts on labelled questions; shares are of in-scope, out-of-scope or all messages as their names say. */
export type QuestionScore = {
  inScope: number;
  rightAtOnce: number;
  rightOrOffered: number;
  answered: number;
  outOfScope: number;
  caught: number;
  answeredAsInScope: number;
  wrongAndConfident: number;
};

export function scoreQuestions(messages: Labelled[], understander: Understander): QuestionScore {
  const score: QuestionScore = {
    inScope: 0,
    rightAtOnce: 0,
    rightOrOffered: 0,
    answered: 0,
    outOfScope: 0,
    caught: 0,
    answeredAsInScope: 0,
    wrongAndConfident: 0,
  };
  for (const { text, intent } of messages) {
    const result = understander.understand(text);
    if (result.kind === 'answer' && result.intent !== intent) score.wrongAndConfident += 1;
    if (intent === OUT_OF_SCOPE) {
      score.outOfScope += 1;
      if (result.kind === 'fallback') score.caught += 1;
      if (result.kind === 'answer') score.answeredAsInScope += 1;
      continue;
    }
    score.inScope += 1;
    if (result.intent === intent) score.rightAtOnce += 1;
    if (isRightOrOffered(result, intent)) score.rightOrOffered += 1;
    if (result.kind === 'answer') score.answered += 1;
  }
  return score;
}

export function isRightOrOffered(result: Understanding, intent: string): boolean {
  return result.kind === 'answer' ? result.intents.includes(intent) : result.offers.includes(intent);
}

/** The same messages with a tenth of their letters mangled. */
export function mangled(messages: Labelled[]): Labelled[] {
  const random = randomFrom(11);
  return messages.map((message) => ({ ...message, text: mangle(message.text, 0.1, random) }));
}

export type AnswerScore = { total: number; right: number; asked: number; wrong: number };

/** `asked`: the bot asks although an answer was there; `wrong`: it takes another value than the one meant. */
export function scoreAnswers(pairs: { expected: unknown; got: unknown }[]): AnswerScore {
  const score: AnswerScore = { total: pairs.length, right: 0, asked: 0, wrong: 0 };
  for (const { expected, got } of pairs) {
    if (JSON.stringify(expected) === JSON.stringify(got)) score.right += 1;
    else if (got === null) score.asked += 1;
    else score.wrong += 1;
  }
  return score;
}
