import { loadTexts } from '../adapters/i18next/texts.ts';
import { inRecords } from '../composition/open-records.ts';
import { publish } from '../composition/publish.ts';
import { loadScript } from '../composition/script.ts';
import type { Fate } from '../flow/migration-plan.ts';
import type { FlowsArguments } from './flows.ts';

/**
 * `flows publish`: what the flows as they are now mean for the people who wait; keeps them as the newest version, or
 * refuses where somebody would be stranded. Every start does the same; a running server takes them up at its next one.
 */
export async function publishCommand({ values }: FlowsArguments): Promise<void> {
  await inRecords(async ({ config, records }) => {
    const texts = await loadTexts(values.locales, config.timeZone);
    const { fates } = await publish(records.models, loadScript(texts, values), texts);
    for (const fate of fates) console.log(told(fate));
    console.log(fates.length === 0 ? 'Published. Nobody is waiting.' : 'Published.');
  });
}

function told({ flow, version, step, people, move }: Fate): string {
  const who = `${String(people).padStart(6)}  ${flow}@${version} ${step}`;
  return `${who} → ${move.kind === 'moves' ? `moves to ${move.step}` : MEANING[move.kind]}`;
}

const MEANING = {
  stays: 'stays where it is',
  finishes: 'finishes on that version',
  mended: 'goes through the flow as it is, past what is answered',
  broken: 'would be stranded',
} as const;
