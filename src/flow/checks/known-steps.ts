import type { Finding, Rule } from './rule.ts';
import { targetsOf } from './step-targets.ts';

/** Every step that is led to is there. */
export const knownSteps: Rule = ({ flows }) =>
  flows.flatMap(({ flow, start, steps }) => {
    const fault = (step: string | null, missing: string): Finding => ({
      rule: 'known-steps',
      flow,
      step,
      message: `there is no step "${missing}" in this flow`,
      advice: `Write one of: ${Object.keys(steps).join(', ')}.`,
    });
    const begin = steps[start] ? [] : [fault(null, start)];
    return Object.entries(steps).reduce((found, [name, step]) => {
      const missing = targetsOf(step).filter((target) => !steps[target]);
      return [...found, ...missing.map((target) => fault(name, target))];
    }, begin);
  });
