import { type Criterion, judge, type Rubric, type Verdict } from '../../domain/screening.ts';
import { readScreening } from '../actions/decide-screening.ts';
import type { ScreeningRecord } from '../ports.ts';

export type Rules = { threshold: number; minMonths: number; minPeople: number };

export type ChangedVerdict = {
  id: string;
  at: Date;
  from: Verdict['kind'];
  to: Verdict['kind'];
  /** What turned it. */
  criteria: Criterion[];
};

export type WhatIf = {
  looked: number;
  /** Answers that do not suffice to judge by (an earlier flow asked otherwise). */
  unreadable: number;
  changed: number;
  moves: { from: Verdict['kind']; to: Verdict['kind']; count: number }[];
  /** The newest of them. */
  examples: ChangedVerdict[];
};

export function withRules(rubric: Rubric, { threshold, minMonths, minPeople }: Rules): Rubric {
  return { ...rubric, published: { minMonths, minPeople }, score: { ...rubric.score, threshold } };
}

/** What a verdict would have been by another rubric; null where it stays, `unreadable` where the answers do not say. */
export function rejudge(
  screening: Pick<ScreeningRecord, 'id' | 'at' | 'answers' | 'verdict'>,
  rubric: Rubric,
): ChangedVerdict | 'unreadable' | null {
  const answers = readScreening(screening.answers, Object.keys(rubric.score.questions));
  if (!answers) return 'unreadable';
  const before = screening.verdict;
  const after = judge(answers, rubric);
  if (after.kind === before.kind) return null;
  const outcomes = new Map(before.results.map(({ criterion, outcome }) => [criterion, outcome]));
  const criteria = after.results
    .filter(({ criterion, outcome }) => outcomes.get(criterion) !== outcome)
    .map(({ criterion }) => criterion);
  return { id: screening.id, at: screening.at, from: before.kind, to: after.kind, criteria };
}

const EXAMPLES = 50;
/** Judged in one go before others get their turn. */
const BATCH = 200;

export async function whatIf(screenings: AsyncIterable<ScreeningRecord>, rubric: Rubric): Promise<WhatIf> {
  const result: WhatIf = { looked: 0, unreadable: 0, changed: 0, moves: [], examples: [] };
  for await (const screening of screenings) {
    result.looked++;
    const changed = rejudge(screening, rubric);
    if (changed === 'unreadable') result.unreadable++;
    else if (changed) count(result, changed);
    if (result.looked % BATCH === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  return result;
}

function count(result: WhatIf, changed: ChangedVerdict): void {
  const { from, to } = changed;
  result.changed++;
  const move = result.moves.find((one) => one.from === from && one.to === to);
  if (move) move.count++;
  else result.moves.push({ from, to, count: 1 });
  if (result.examples.length < EXAMPLES) result.examples.push(changed);
}
