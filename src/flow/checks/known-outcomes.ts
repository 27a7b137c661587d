import { isAsk, type Step, target } from '../definition.ts';
import { eachStep, faultAt } from './each-step.ts';
import type { Checked, Rule } from './rule.ts';
import { KNOWN_OUTCOMES } from './samples.ts';

/** Every outcome leads somewhere, and every outcome led from can happen. */
export const knownOutcomes: Rule = (checked) =>
  eachStep(checked.flows).flatMap((at) => {
    const { step } = at;
    const outcomes = outcomesOf(step, checked);
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
function outcomesOf(step: Step, { actions }: Checked): readonly string[] | null {
  if ('do' in step) return actions[step.do]?.outcomes ?? null;
  if (!isAsk(step)) return null;
  if (step.ask === 'premises') return [...(step.options ?? []), 'mixed'];
  return step.options ?? KNOWN_OUTCOMES[step.ask] ?? null;
}
