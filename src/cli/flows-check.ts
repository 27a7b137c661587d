import { loadTexts } from '../adapters/i18next/texts.ts';
import { checkScript, line, type ScriptProblem } from '../composition/script.ts';
import { present } from '../domain/presentation.ts';
import type { Said } from '../flow/checks/retell.ts';
import { toTranscript } from '../http/simulator/page/transcript.js';
import { asSeen } from '../http/simulator/ports-of-chat.ts';

type Folders = { flows: string; locales: string };

/** `flows check`: everything that is wrong in the flows and their texts, with file, line, step and advice. */
export async function checkCommand({ values }: { values: Folders }): Promise<void> {
  const texts = await loadTexts(values.locales, 'America/Bogota');
  const { problems } = checkScript(texts, values);
  for (const problem of problems) console.error(`${line(problem)}${shown(problem)}`);
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  console.log(summary(errors, problems.length - errors));
  if (errors > 0) process.exitCode = 1;
}

/** The conversation that shows it, ready to be a transcript. */
function shown({ conversation }: ScriptProblem): string {
  return conversation ? `\n\n${transcriptOf(conversation)}` : '';
}

export function transcriptOf(conversation: Said[]): string {
  return toTranscript(
    conversation.flatMap(({ content, drafts }) => [
      { direction: 'in' as const, presentation: asSeen(content) },
      ...drafts.map((draft) => ({ direction: 'out' as const, presentation: present(draft) })),
    ]),
  );
}

function summary(errors: number, warnings: number): string {
  if (errors + warnings === 0) return 'The flows are sound.';
  const counted = (count: number, word: string) =>
    count === 0 ? [] : [`${count} ${word}${count === 1 ? '' : 's'}`];
  return [...counted(errors, 'error'), ...counted(warnings, 'warning')].join(', ');
}
