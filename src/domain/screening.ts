import { z } from 'zod';

/** The programme's yardstick as data: what the text publishes, and questions of ours that stand for the unpublished score. */
export const rubricSchema = z.strictObject({
  version: z.string(),
  published: z.strictObject({ minMonths: z.number().int(), minPeople: z.number().int() }),
  /** Orientative: the programme does not publish its minimum score. */
  score: z.strictObject({
    threshold: z.number(),
    questions: z.record(z.string(), z.record(z.string(), z.number())),
  }),
});
export type Rubric = z.infer<typeof rubricSchema>;

export const CRITERIA = ['time', 'people', 'premises', 'sector', 'place', 'score'] as const;
export type Criterion = (typeof CRITERIA)[number];

/** `reason` names the text that explains it; `met` is what the person told us, never a decision of the chamber's. */
export type CriterionResult = { criterion: Criterion; outcome: 'met' | 'unmet' | 'unsure'; reason: string };

export type Verdict = {
  kind: 'eligible' | 'review' | 'ineligible';
  results: CriterionResult[];
  score: number;
  threshold: number;
};

export type Amount = number | { min: number; max: number };

/** The answers a verdict rests on, as understood. */
export type ScreeningAnswers = {
  time: Amount;
  people: Amount;
  premises: string;
  sector: string;
  place: { kind: 'covered' | 'uncovered' | 'ambiguous' };
  growth: Record<string, string>;
};

/** Ineligible only for a clear no on a published requirement; every doubt goes to a person. */
export function judge(answers: ScreeningAnswers, rubric: Rubric): Verdict {
  const score = scoreOf(answers.growth, rubric);
  const { threshold } = rubric.score;
  const results: CriterionResult[] = [
    judgeTime(answers.time, rubric.published.minMonths),
    judgePeople(answers.people, rubric.published.minPeople),
    judgePremises(answers.premises),
    judgeSector(answers.sector),
    judgePlace(answers.place.kind),
    score >= threshold ? result('score', 'met', 'enough') : result('score', 'unsure', 'low'),
  ];
  return { kind: kindOf(results), results, score, threshold };
}

/** Points of the growth questions, 0–100. */
export function scoreOf(growth: Record<string, string>, rubric: Rubric): number {
  let points = 0;
  let possible = 0;
  for (const [question, options] of Object.entries(rubric.score.questions)) {
    possible += Math.max(...Object.values(options));
    points += options[growth[question] ?? ''] ?? 0;
  }
  return possible === 0 ? 0 : Math.round((100 * points) / possible);
}

function kindOf(results: CriterionResult[]): Verdict['kind'] {
  if (results.some((one) => one.outcome === 'unmet')) return 'ineligible';
  return results.some((one) => one.outcome === 'unsure') ? 'review' : 'eligible';
}

function judgeTime(months: Amount, least: number): CriterionResult {
  const { min, max } = bounds(months);
  if (min >= least) return result('time', 'met', 'enough');
  return max < least ? result('time', 'unmet', 'short') : result('time', 'unsure', 'around');
}

/** Asked "contándose usted": who reaches the least number only so is told that the chamber confirms it. */
function judgePeople(people: Amount, least: number): CriterionResult {
  const { min, max } = bounds(people);
  if (max < least) return result('people', 'unmet', 'few');
  if (min < least) return result('people', 'unsure', 'around');
  return result('people', 'met', min === least ? 'counting-yourself' : 'enough');
}

function judgePremises(premises: string): CriterionResult {
  if (premises === 'shop' || premises === 'home') return result('premises', 'met', premises);
  if (premises === 'street' || premises === 'online_only') return result('premises', 'unmet', premises);
  return result('premises', 'unsure', 'mixed');
}

function judgeSector(sector: string): CriterionResult {
  return sector === 'other' ? result('sector', 'unsure', 'outside') : result('sector', 'met', 'inside');
}

function judgePlace(kind: ScreeningAnswers['place']['kind']): CriterionResult {
  if (kind === 'covered') return result('place', 'met', 'covered');
  return kind === 'uncovered'
    ? result('place', 'unmet', 'uncovered')
    : result('place', 'unsure', 'ambiguous');
}

function bounds(amount: Amount): { min: number; max: number } {
  return typeof amount === 'number' ? { min: amount, max: amount } : amount;
}

function result(criterion: Criterion, outcome: CriterionResult['outcome'], reason: string): CriterionResult {
  return { criterion, outcome, reason };
}
