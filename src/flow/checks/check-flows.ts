import { knownActions } from './known-actions.ts';
import { knownFlows } from './known-flows.ts';
import { knownSteps } from './known-steps.ts';
import { knownTexts } from './known-texts.ts';
import { reachableSteps } from './reachable-steps.ts';
import type { Checked, Finding, Rule } from './rule.ts';

/** Every rule, by name. */
export const RULES: Record<string, Rule> = {
  'known-steps': knownSteps,
  'known-flows': knownFlows,
  'known-actions': knownActions,
  'known-texts': knownTexts,
  'reachable-steps': reachableSteps,
};

export function checkFlows(checked: Checked): Finding[] {
  return Object.values(RULES).flatMap((rule) => rule(checked));
}
