import { type Flow, isAsk } from '../definition.ts';
import type { Rule } from './rule.ts';
import { targetsOf } from './step-targets.ts';

/** No step stands where nobody ever comes. */
export const reachableSteps: Rule = ({ flows }) =>
  flows.flatMap((flow) => {
    const reached = reach(flow);
    return Object.keys(flow.steps)
      .filter((step) => !reached.has(step))
      .map((step) => ({
        rule: 'reachable-steps',
        flow: flow.flow,
        step,
        message: 'no other step leads here',
        advice: 'Lead to it with next, or delete it.',
      }));
  });

function reach({ start, steps }: Flow): Set<string> {
  const reached = new Set<string>();
  const queue = [start];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    const step = steps[name];
    if (!step || reached.has(name)) continue;
    reached.add(name);
    queue.push(...targetsOf(step));
    // A correction jumps to any question named in the options of the answer it redoes.
    if ('redo' in step) queue.push(...Object.keys(steps).filter((one) => isAskIn(steps, one)));
  }
  return reached;
}

function isAskIn(steps: Flow['steps'], name: string): boolean {
  const step = steps[name];
  return step !== undefined && isAsk(step);
}
