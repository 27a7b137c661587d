import { eachStep, faultAt } from './each-step.ts';
import { entries, graphOf, nodeOf, reach } from './graph.ts';
import type { Rule } from './rule.ts';

/** No step stands where nobody ever comes, from the words that open a flow onward. */
export const reachableSteps: Rule = (checked) => {
  const reached = reach(graphOf(checked), entries(checked));
  return eachStep(checked.flows)
    .filter(({ flow, name }) => !reached.has(nodeOf(flow.flow, name)))
    .map((at) => faultAt(at, 'nothing leads here', 'Lead to it with next, go or call, or delete it.'));
};
