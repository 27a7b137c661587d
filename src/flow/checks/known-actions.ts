import { eachStep, faultAt } from './each-step.ts';
import type { Rule } from './rule.ts';

/** Every action that a step calls is one of ours. */
export const knownActions: Rule = ({ flows, actions }) =>
  eachStep(flows).flatMap((at) => {
    if (!('do' in at.step) || actions[at.step.do]) return [];
    const advice = `Write one of: ${Object.keys(actions).join(', ')}.`;
    return [faultAt(at, `there is no action "${at.step.do}"`, advice)];
  });
