import { inHouse } from '../composition/open-house.ts';
import { retainingOf } from '../composition/retaining.ts';
import type { Retention } from '../domain/retention.ts';
import type { RetentionRun } from '../usecases/retention/ports.ts';
import { runRetention } from '../usecases/retention/run-retention.ts';
import { UsageFault } from './usage.ts';

const USAGE = 'usage: retention show | retention run';
const DAY_MS = 24 * 60 * 60 * 1000;
const NIGHTS = 7;

/** How long each class of data is kept and what the last nights ended; `run` ends now what is past its term. */
export async function retention([verb = 'show', ...rest]: string[]): Promise<void> {
  if (!['show', 'run'].includes(verb) || rest.length > 0) throw new UsageFault(USAGE);
  await inHouse(async (house) => {
    const retaining = retainingOf(house);
    if (verb === 'run') {
      console.log(JSON.stringify(await runRetention(retaining)));
      return;
    }
    show(retaining.retention, await retaining.records.runs(NIGHTS));
  });
}

function show({ version, classes }: Retention, runs: RetentionRun[]): void {
  for (const [name, { keep, ...about }] of Object.entries(classes))
    console.log(JSON.stringify({ class: name, days: keep && keep / DAY_MS, ...about, version }));
  for (const run of runs) console.log(JSON.stringify({ run }));
}
