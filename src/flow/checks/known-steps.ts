import type { Fault, Rule } from './rule.ts';
import { targetsOf } from './step-targets.ts';

/** Every step that is led to is there. */
export const knownSteps: Rule = ({ flows }) =>
  flows.flatMap(({ flow, start, steps }) => {
    const fault = (step: string | null, missing: string): Fault => ({
      flow,
      step,
      message: `there is no step "${missing}" in this flow`,
      advice: `Write one of: ${Object.keys(steps).join(', ')}.`,
    });
    const missing = (names: string[]) => names.filter((name) => !Object.hasOwn(steps, name));
    return [
      ...missing([start]).map((name) => fault(null, name)),
      ...Object.entries(steps).flatMap(([step, definition]) =>
        missing(targetsOf(definition)).map((name) => fault(step, name)),
      ),
    ];
  });
