import type { Step } from '../definition.ts';
import type { Rule } from './rule.ts';

/** Every flow that a step or the house leads to is there. */
export const knownFlows: Rule = ({ house, flows }) => {
  const names = flows.map((flow) => flow.flow);
  const advice = `Write one of: ${names.join(', ')}.`;
  const wanted = [
    ...[
      house.start,
      house.resume,
      house.suggest,
      ...Object.values(house.commands),
      ...Object.values(house.intents),
    ].map((name) => ({
      flow: 'house',
      step: null,
      name,
    })),
    ...flows.flatMap(({ flow, steps }) =>
      Object.entries(steps).flatMap(([step, definition]) =>
        leadsTo(definition).map((name) => ({ flow, step, name })),
      ),
    ),
  ];
  return wanted
    .filter(({ name }) => !names.includes(name))
    .map(({ flow, step, name }) => ({
      rule: 'known-flows',
      flow,
      step,
      message: `there is no flow "${name}"`,
      advice,
    }));
};

function leadsTo(step: Step): string[] {
  if ('go' in step) return [step.go];
  return 'call' in step ? [step.call] : [];
}
