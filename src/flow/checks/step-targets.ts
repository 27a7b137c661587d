import { type Step, targets } from '../definition.ts';

/** The steps of the same flow that a step may lead to. */
export function targetsOf(step: Step): string[] {
  if ('next' in step) return targets(step.next);
  if ('when' in step) return [...step.when.map((rule) => rule.go), step.otherwise];
  return [];
}
