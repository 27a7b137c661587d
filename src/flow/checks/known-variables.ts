import { type Condition, type Flow, isAsk, type Step } from '../definition.ts';
import { savedAs } from '../walk.ts';
import { eachStep, faultAt } from './each-step.ts';
import { type Graph, graphOf, nodeOf, reach } from './graph.ts';
import { parametersOf } from './parameters.ts';
import type { Checked, Rule } from './rule.ts';
import { spokenBy } from './step-texts.ts';

/** Every variable a step looks at, shows or hands to its action can be known when the step is reached. */
export const knownVariables: Rule = (checked) => {
  const graph = graphOf(checked);
  const everywhere = [
    ...Object.keys(checked.facts),
    ...Object.values(checked.actions).flatMap(({ remembers }) => Object.keys(remembers ?? {})),
    ...ENGINE_MEMORY,
  ];
  return eachStep(checked.flows).flatMap((at) => {
    const { flow, name, step } = at;
    const wanted = wantedBy(checked, flow, step);
    if (wanted.length === 0) return [];
    const before = Object.keys(flow.steps).filter((one) => leadsTo(graph, flow, { from: one, to: name }));
    const known = new Set([...everywhere, ...before.flatMap((one) => madeBy(checked, flow, one))]);
    return [...new Set(wanted)]
      .filter((variable) => !known.has(variable))
      .map((variable) =>
        faultAt(
          at,
          `nothing before this step makes "${variable}" known`,
          `Known here: ${[...known].sort().join(', ')}.`,
        ),
      );
  });
};

/** What the engine itself keeps of a contact, and hands to a flow that resumes another or that a button of ours or a word opens. */
const ENGINE_MEMORY = ['greeted', 'resumes', 'subject', 'choice', 'said'];

function wantedBy({ actions, texts, locales }: Checked, flow: Flow, step: Step): string[] {
  const shown = spokenBy(step).flatMap((key) =>
    locales.flatMap((locale) => parametersOf(texts.raw(locale, `${flow.flow}:${key}`))),
  );
  if ('when' in step) return step.when.flatMap((rule) => lookedAt(rule.if));
  if ('redo' in step) return [step.redo];
  if (isAsk(step) && step.from) return [...shown, step.from];
  if ('do' in step) return [...(actions[step.do]?.needs ?? [])];
  return shown;
}

/** Whether something is known at all may be asked of anything. */
function lookedAt({ answer }: Condition): string[] {
  return answer === undefined ? [] : [answer];
}

/** Within the flow: who leaves it and comes back in starts without answers. */
function leadsTo(graph: Graph, { flow }: Flow, { from, to }: { from: string; to: string }): boolean {
  const inside = (lead: { to: string }) => lead.to.startsWith(`${flow}.`);
  return from !== to && reach(graph, [nodeOf(flow, from)], inside).has(nodeOf(flow, to));
}

function madeBy({ actions }: Checked, flow: Flow, name: string): string[] {
  const step = flow.steps[name];
  if (!step) return [];
  if (isAsk(step)) return [savedAs({ step: name }, step)];
  if (!('do' in step)) return [];
  const { gives = {}, lists = {} } = actions[step.do] ?? {};
  return [...Object.keys(gives), ...Object.keys(lists)];
}
