import type { Step } from '../definition.ts';
import { eachStep } from './each-step.ts';
import type { Rule } from './rule.ts';

/** Every flow that a step or the house leads to is there. */
export const knownFlows: Rule = ({ house, flows }) => {
  const names = flows.map((flow) => flow.flow);
  const advice = `Write one of: ${names.join(', ')}.`;
  const opened = [
    house.start,
    house.resume,
    house.suggest,
    ...Object.values(house.commands),
    ...Object.values(house.words),
    ...Object.values(house.intents),
    ...Object.keys(house.notices),
  ];
  const wanted = [
    ...opened.map((wants) => ({ flow: 'house', step: null, wants })),
    ...eachStep(flows).flatMap(({ flow, name, step }) =>
      leadsTo(step).map((wants) => ({ flow: flow.flow, step: name, wants })),
    ),
  ];
  return wanted
    .filter(({ wants }) => !names.includes(wants))
    .map(({ flow, step, wants }) => ({ flow, step, message: `there is no flow "${wants}"`, advice }));
};

function leadsTo(step: Step): string[] {
  if ('go' in step) return [step.go];
  return 'call' in step ? [step.call] : [];
}
