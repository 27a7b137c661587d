import { askable } from './askable.ts';
import { commandsHeard } from './commands-heard.ts';
import { distinctOptions } from './distinct-options.ts';
import { distinctWords } from './distinct-words.ts';
import { knownActions } from './known-actions.ts';
import { knownFlows } from './known-flows.ts';
import { knownOutcomes } from './known-outcomes.ts';
import { knownSteps } from './known-steps.ts';
import { knownTexts } from './known-texts.ts';
import { knownVariables } from './known-variables.ts';
import { movedSteps } from './moved-steps.ts';
import { noLoops } from './no-loops.ts';
import { nobodyStranded } from './nobody-stranded.ts';
import { nothingBreaks } from './nothing-breaks.ts';
import { reachableSteps } from './reachable-steps.ts';
import { plainTexts, shortTexts } from './readable-texts.ts';
import type { Checked, Finding, Rule, Severity } from './rule.ts';
import { sameTexts } from './same-texts.ts';
import { verdictsReachable } from './verdicts-reachable.ts';
import { whatsappLimits } from './whatsapp-limits.ts';
import { withinWindow } from './within-window.ts';

/** Every rule, by name. Names that lead nowhere come first: with them no other rule can tell anything. */
export const NAMING_RULES: Record<string, { severity: Severity; find: Rule }> = {
  'known-steps': { severity: 'error', find: knownSteps },
  'known-flows': { severity: 'error', find: knownFlows },
  'known-actions': { severity: 'error', find: knownActions },
  'known-texts': { severity: 'error', find: knownTexts },
  askable: { severity: 'error', find: askable },
};

export const RULES: Record<string, { severity: Severity; find: Rule }> = {
  'same-texts': { severity: 'error', find: sameTexts },
  'known-outcomes': { severity: 'error', find: knownOutcomes },
  'known-variables': { severity: 'error', find: knownVariables },
  'reachable-steps': { severity: 'error', find: reachableSteps },
  'no-loops': { severity: 'error', find: noLoops },
  'nobody-stranded': { severity: 'error', find: nobodyStranded },
  'commands-heard': { severity: 'error', find: commandsHeard },
  'distinct-options': { severity: 'error', find: distinctOptions },
  'distinct-words': { severity: 'error', find: distinctWords },
  'whatsapp-limits': { severity: 'error', find: whatsappLimits },
  'within-window': { severity: 'error', find: withinWindow },
  'verdicts-reachable': { severity: 'error', find: verdictsReachable },
  'moved-steps': { severity: 'error', find: movedSteps },
  'nothing-breaks': { severity: 'error', find: nothingBreaks },
  'short-texts': { severity: 'warning', find: shortTexts },
  'plain-texts': { severity: 'warning', find: plainTexts },
};

export function checkFlows(checked: Checked): Finding[] {
  const names = run(NAMING_RULES, checked);
  return names.length > 0 ? names : run(RULES, checked);
}

function run(rules: typeof RULES, checked: Checked): Finding[] {
  return Object.entries(rules).flatMap(([rule, { severity, find }]) =>
    find(checked).map((fault) => ({ ...fault, rule, severity })),
  );
}
