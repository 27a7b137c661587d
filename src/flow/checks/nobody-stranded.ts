import { eachStep, faultAt } from './each-step.ts';
import { conversationTo } from './explore.ts';
import { entries, type Graph, graphOf, nodeOf, reach } from './graph.ts';
import type { Checked, Rule } from './rule.ts';

/** From wherever one can come, answering alone leads on to an end or to a person: nobody has to know a magic word. */
export const nobodyStranded: Rule = (checked) => {
  const graph = graphOf(checked);
  const reached = reach(graph, entries(checked));
  const goals = goalsOf(checked);
  const stranded = eachStep(checked.flows).filter(({ flow, name }) => {
    const node = nodeOf(flow.flow, name);
    return reached.has(node) && !leadsTo(graph, node, goals);
  });
  // One fault a flow: the first step of a dead end shows it, the others follow from it.
  const first = stranded.filter(
    ({ flow }, index) => stranded.findIndex((one) => one.flow.flow === flow.flow) === index,
  );
  return first.map((at) => {
    const conversation = conversationTo(checked, { flow: at.flow.flow, step: at.name });
    const message = 'from here neither an end nor a person can be reached';
    return {
      ...faultAt(
        at,
        message,
        'Lead one of its answers to a step with end, or to the flow that calls a person.',
      ),
      ...(conversation && { conversation }),
    };
  });
};

function goalsOf({ house, flows }: Checked): Set<string> {
  const good = eachStep(flows).filter(
    ({ flow, step }) => 'end' in step || flow.flow === house.commands.human,
  );
  return new Set(good.map(({ flow, name }) => nodeOf(flow.flow, name)));
}

function leadsTo(graph: Graph, node: string, goals: Set<string>): boolean {
  return [...reach(graph, [node])].some((one) => goals.has(one));
}
