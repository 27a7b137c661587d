import { type AskStep, type Flow, isAsk, type Step, target } from '../definition.ts';
import { eachStep, faultAt } from './each-step.ts';
import type { Checked, Rule } from './rule.ts';
import { KNOWN_OUTCOMES } from './samples.ts';

/** Every outcome leads somewhere, and every outcome led from can happen. */
export const knownOutcomes: Rule = (checked) =>
  eachStep(checked.flows).flatMap((at) => {
    const { step } = at;
    const outcomes = outcomesOf(at, checked);
    if (!('next' in step) || typeof step.next === 'string' || !outcomes) return [];
    const { next } = step;
    const lost = outcomes.filter((outcome) => target(next, outcome) === undefined);
    const dead = Object.keys(next).filter((name) => name !== 'otherwise' && !outcomes.includes(name));
    const known = `It has: ${outcomes.join(', ')}.`;
    return [
      ...lost.map((outcome) =>
        faultAt(at, `"${outcome}" leads nowhere`, 'Name it under next, or write otherwise.'),
      ),
      ...dead.map((outcome) => faultAt(at, `"${outcome}" never happens here`, known)),
    ];
  });

/** Null where any answer at all may be an outcome. */
function outcomesOf(at: At, checked: Checked): readonly string[] | null {
  const { step } = at;
  const { actions } = checked;
  if ('do' in step) return actions[step.do]?.outcomes ?? null;
  if (!isAsk(step)) return null;
  if (step.ask === 'premises') return [...(step.options ?? []), 'mixed'];
  if (step.ask === 'pick') return pickable(checked, at);
  return step.options ?? KNOWN_OUTCOMES[step.ask] ?? null;
}

type At = { flow: Flow; step: Step };

/** Rows that some action of the flow gives, and a typed day where it is read. */
function pickable({ actions }: Checked, { flow, step }: At): readonly string[] {
  const { from = '', reads } = step as AskStep;
  const rows = Object.values(flow.steps).flatMap((one) =>
    'do' in one ? (actions[one.do]?.lists?.[from] ?? []) : [],
  );
  return [...new Set([...rows, ...(reads ? ['when'] : [])])];
}
