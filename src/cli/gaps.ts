import { parseArgs } from 'node:util';
import { loadUnderstanding } from '../adapters/files/understanding-files.ts';
import { inHouse } from '../composition/open-house.ts';
import { FOLDERS } from '../composition/paths.ts';
import { clusterGaps } from '../flow/understanding/gaps.ts';

/** Questions nothing was found for, grouped into draft FAQ entries, the most asked first: JSON Lines for a coordinator. */
export async function gaps(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { least: { type: 'string', default: '2' } } });
  const { model } = loadUnderstanding(FOLDERS.data);
  await inHouse(async ({ ports }) => {
    const { concepts, speller } = model;
    const asked = await ports.gaps.list();
    for (const draft of clusterGaps(asked, { concepts, speller, least: Number(values.least) || 1 }))
      console.log(JSON.stringify(draft));
  });
}
