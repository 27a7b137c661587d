import { eachStep, faultAt } from './each-step.ts';
import { graphOf, nodeOf, reach } from './graph.ts';
import type { Rule } from './rule.ts';

/** No step comes back to itself without asking the contact anything. */
export const noLoops: Rule = (checked) => {
  const graph = graphOf(checked);
  const auto = (node: string) => (graph.get(node) ?? []).filter((lead) => lead.auto).map(({ to }) => to);
  const comesBack = (node: string) => reach(graph, auto(node), (lead) => lead.auto).has(node);
  return eachStep(checked.flows)
    .filter(({ flow, name }) => comesBack(nodeOf(flow.flow, name)))
    .map((at) =>
      faultAt(
        at,
        'it comes back to itself without asking anything',
        'Put a question on the way, or lead it on.',
      ),
    );
};
