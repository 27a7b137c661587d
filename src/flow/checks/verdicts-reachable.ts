import type { Json } from '../conversation.ts';
import { type AskStep, type Flow, isAsk } from '../definition.ts';
import { savedAs } from '../walk.ts';
import { eachStep, faultAt } from './each-step.ts';
import type { Rule } from './rule.ts';
import { SAMPLES } from './samples.ts';

/** Some answers that the flow can be given lead to each outcome of an action that decides: no verdict is a dead letter. */
export const verdictsReachable: Rule = ({ flows, actions }) =>
  eachStep(flows).flatMap((at) => {
    const { flow, step } = at;
    const signature = 'do' in step ? actions[step.do] : undefined;
    if (!signature?.reaches) return [];
    const reached = signature.reaches(possibleAnswers(flow));
    return signature.outcomes
      .filter((outcome) => !reached.includes(outcome))
      .map((outcome) =>
        faultAt(
          at,
          `no answers lead to "${outcome}"`,
          'Look for an option or a question that was taken away.',
        ),
      );
  });

function possibleAnswers(flow: Flow): Record<string, Json[]> {
  const possible: Record<string, Json[]> = {};
  for (const [name, step] of Object.entries(flow.steps)) {
    if (!isAsk(step)) continue;
    const variable = savedAs({ step: name }, step);
    possible[variable] = [...(possible[variable] ?? []), ...answersTo(step)];
  }
  return possible;
}

function answersTo(step: AskStep): Json[] {
  if (step.ask === 'yes-no') return [true, false];
  if (step.options) return step.options;
  const inRange = (value: Json) =>
    typeof value !== 'number' || !step.range || (value >= step.range[0] && value <= step.range[1]);
  return [...(step.range ?? []), ...SAMPLES[step.ask].map(({ value }) => value)].filter(inRange);
}
