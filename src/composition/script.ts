import { readFlowFiles } from '../adapters/files/flow-files.ts';
import { loadRubric } from '../adapters/files/rubric-file.ts';
import { textPlace } from '../adapters/files/text-lines.ts';
import { checkFlows } from '../flow/checks/check-flows.ts';
import type { Fault, Severity, WrittenTexts } from '../flow/checks/rule.ts';
import type { Flow, House } from '../flow/definition.ts';
import { createReaders } from '../flow/readers.ts';
import { actionSignatures } from '../usecases/actions/signatures.ts';
import { FOLDERS } from './paths.ts';

/** The product's voice as read from `flows/`. */
export type Script = { house: House; flows: Flow[] };

/** Something wrong in it, said so that whoever wrote it can mend it. */
export type ScriptProblem = Pick<Fault, 'step' | 'message' | 'advice' | 'conversation'> & {
  file: string;
  line: number;
  severity: Severity;
  rule: string;
};

export class ScriptFault extends Error {
  override name = 'ScriptFault' as const;
}

type ScriptTexts = WrittenTexts & { locales: string[] };
type Folders = { flows?: string | undefined; locales?: string | undefined };

export function checkScript(
  texts: ScriptTexts,
  folders: Folders = {},
): { script: Script | null; problems: ScriptProblem[] } {
  const { house, flows, problems, lines } = readFlowFiles(folders.flows ?? FOLDERS.flows);
  if (!house || problems.length > 0)
    return { script: null, problems: problems.map((one) => ({ ...one, severity: 'error', rule: 'schema' })) };
  const findings = checkFlows({
    house,
    flows,
    texts,
    locales: texts.locales,
    actions: actionSignatures(loadRubric(FOLDERS.data)),
    facts: LONGEST_FACTS,
    readers: createReaders(() => null).readers,
  });
  const found = findings.map(({ flow, text, ...finding }) => ({
    ...finding,
    ...(text ? textPlace(folders.locales ?? FOLDERS.locales, text) : lines(flow, finding.step)),
  }));
  return { script: { house, flows }, problems: found };
}

/** A name, an address and a link of the house, as long as they can reasonably be. */
const LONGEST_FACTS = {
  controller: 'x'.repeat(80),
  controllerContact: 'x'.repeat(80),
  policyUrl: 'x'.repeat(100),
};

/** Throws a ScriptFault that lists file, line, step and advice: a broken flow stops the start. */
export function loadScript(texts: ScriptTexts, folders: Folders = {}): Script {
  const { script, problems } = checkScript(texts, folders);
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (!script || errors.length > 0)
    throw new ScriptFault(`The flows are broken:\n${errors.map(line).join('\n')}`);
  return script;
}

export function line({ file, line: number, step, message, advice, severity }: ScriptProblem): string {
  const weight = severity === 'warning' ? 'warning: ' : '';
  return `${file}:${number} ${weight}${step ? `step "${step}": ` : ''}${message}\n    → ${advice}`;
}
