import { isAsk, type Step } from '../definition.ts';

/** Keys (inside the flow's own texts) of the sentences a step says: all but what can be tapped. */
export function spokenBy(step: Step): string[] {
  if ('say' in step) return [step.say].flat();
  if (!isAsk(step)) return [];
  return [
    `${step.text}.ask`,
    `${step.text}.again`,
    ...(step.range || step.reads ? [`${step.text}.range`] : []),
  ];
}

/** Keys of what can be tapped at a step, in the order shown. */
export function tappedAt(step: Step): string[] {
  if (!isAsk(step)) return [];
  return [...(step.options ?? []), ...Object.keys(step.help ?? {})].map((id) => `${step.text}.options.${id}`);
}
