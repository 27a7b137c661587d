import { isAsk } from '../definition.ts';
import { eachStep, faultAt } from './each-step.ts';
import { graphOf, nodeOf, reach } from './graph.ts';
import type { Checked, Rule } from './rule.ts';

/**
 * WhatsApp takes free-form messages only within 24 hours of the contact's last word. What a flow says after an action
 * whose result may come later than that, and before the contact has written again, would be refused.
 */
export const withinWindow: Rule = (checked) => {
  const graph = graphOf(checked);
  const slow = eachStep(checked.flows).filter(({ step }) => 'do' in step && checked.actions[step.do]?.slow);
  return slow.flatMap(({ flow, name }) => {
    const after = reach(graph, [nodeOf(flow.flow, name)], ({ auto }) => auto);
    return spokenIn(checked, after).map((at) =>
      faultAt(
        at,
        `it may be said more than 24 hours after the contact's last message (after "${name}")`,
        'Send a template instead, or say it before the step that takes long.',
      ),
    );
  });
};

function spokenIn({ flows }: Checked, nodes: Set<string>) {
  return eachStep(flows).filter(
    ({ flow, name, step }) => nodes.has(nodeOf(flow.flow, name)) && ('say' in step || isAsk(step)),
  );
}
