import { parseArgs } from 'node:util';
import { loadTexts } from '../adapters/i18next/texts.ts';
import { FOLDERS } from '../composition/paths.ts';
import { checkScript, line } from '../composition/script.ts';
import { UsageFault } from './usage.ts';

/** `flows check`: everything that is wrong in the flows and their texts, with file, line, step and advice. */
export async function flows(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    options: {
      flows: { type: 'string', default: FOLDERS.flows },
      locales: { type: 'string', default: FOLDERS.locales },
    },
    allowPositionals: true,
  });
  if (positionals[0] !== 'check') throw new UsageFault('usage: flows check [--flows DIR] [--locales DIR]');
  const texts = await loadTexts(values.locales, 'America/Bogota');
  const { problems } = checkScript(texts, values.flows);
  for (const problem of problems) console.error(line(problem));
  console.log(problems.length === 0 ? 'The flows are sound.' : `${problems.length} faults.`);
  if (problems.length > 0) process.exitCode = 1;
}
