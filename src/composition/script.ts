import { type FlowProblem, readFlowFiles } from '../adapters/files/flow-files.ts';
import { checkFlows } from '../flow/checks/check-flows.ts';
import type { Flow, House } from '../flow/definition.ts';
import type { Texts } from '../flow/world.ts';
import { ACTIONS } from '../usecases/actions/registry.ts';
import { FOLDERS } from './paths.ts';

/** The product's voice as read from `flows/`, with all that is wrong in it. */
export type Script = { house: House; flows: Flow[]; problems: FlowProblem[] };

export class ScriptFault extends Error {
  override name = 'ScriptFault' as const;
}

export function checkScript(
  texts: Texts & { locales: string[] },
  folder: string = FOLDERS.flows,
): { script: Script | null; problems: FlowProblem[] } {
  const { house, flows, problems, lines } = readFlowFiles(folder);
  if (!house || problems.length > 0) return { script: null, problems };
  const findings = checkFlows({ house, flows, texts, locales: texts.locales, actions: Object.keys(ACTIONS) });
  const found = findings.map(({ flow, step, message, advice }) => ({
    ...lines(flow, step),
    step,
    message,
    advice,
  }));
  return { script: { house, flows, problems: found }, problems: found };
}

/** Throws a ScriptFault that lists file, line, step and advice: a broken flow stops the start. */
export function loadScript(texts: Texts & { locales: string[] }, folder?: string): Script {
  const { script, problems } = checkScript(texts, folder);
  if (!script || problems.length > 0)
    throw new ScriptFault(`The flows are broken:\n${problems.map(line).join('\n')}`);
  return script;
}

export function line({ file, line: number, step, message, advice }: FlowProblem): string {
  return `${file}:${number} ${step ? `step "${step}": ` : ''}${message}\n    → ${advice}`;
}
