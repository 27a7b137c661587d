import type { Rule } from './rule.ts';

/** Every action that a step calls is one of ours. */
export const knownActions: Rule = ({ flows, actions }) =>
  flows.flatMap(({ flow, steps }) =>
    Object.entries(steps).flatMap(([step, definition]) => {
      if (!('do' in definition) || actions.includes(definition.do)) return [];
      const message = `there is no action "${definition.do}"`;
      return [{ rule: 'known-actions', flow, step, message, advice: `Write one of: ${actions.join(', ')}.` }];
    }),
  );
