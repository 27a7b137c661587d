import { isAsk } from '../definition.ts';
import { eachStep, faultAt } from './each-step.ts';
import type { Rule } from './rule.ts';

/** `was:` names steps of earlier versions: none that is still there, and none claimed by two. */
export const movedSteps: Rule = ({ flows }) => {
  const claims = eachStep(flows).flatMap((at) =>
    isAsk(at.step) ? (at.step.was ?? []).map((was) => ({ at, was })) : [],
  );
  return claims.flatMap(({ at, was }, index) => {
    const { flow } = at;
    if (flow.steps[was])
      return [faultAt(at, `was: "${was}" is still a step of this flow`, 'Name only steps that are gone.')];
    const earlier = claims.findIndex((one) => one.at.flow === flow && one.was === was);
    if (earlier === index) return [];
    return [
      faultAt(at, `was: "${was}" is claimed by two steps`, 'Keep it at the step that asks the same thing.'),
    ];
  });
};
