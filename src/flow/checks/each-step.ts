import type { Flow, Step } from '../definition.ts';
import type { Fault } from './rule.ts';

export type PlacedStep = { flow: Flow; name: string; step: Step };

/** Every step of every flow, in the order they are written. */
export function eachStep(flows: Flow[]): PlacedStep[] {
  return flows.flatMap((flow) => Object.entries(flow.steps).map(([name, step]) => ({ flow, name, step })));
}

export function faultAt({ flow, name }: PlacedStep, message: string, advice: string): Fault {
  return { flow: flow.flow, step: name, message, advice };
}
