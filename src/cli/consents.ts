import { verifyConsents } from '../adapters/mongo/consents.ts';
import { inRecords } from '../composition/open-records.ts';
import { UsageFault } from './usage.ts';

/** `consents verify`: walks every chain of receipts; prints those that were altered, and fails where there is one. */
export async function consents([verb, ...rest]: string[]): Promise<void> {
  if (verb !== 'verify' || rest.length > 0) throw new UsageFault('usage: consents verify');
  await inRecords(async ({ records, vault }) => {
    const counts = { chains: 0, receipts: 0, broken: 0 };
    for await (const state of verifyConsents(records.models, vault)) {
      counts.chains++;
      counts.receipts += state.receipts;
      if (state.brokenAt === null) continue;
      counts.broken++;
      console.log(JSON.stringify(state));
    }
    console.log(JSON.stringify(counts));
    if (counts.broken > 0) process.exitCode = 1;
  });
}
