import { createBatches } from '../../adapters/mongo/certificate-batches.ts';
import type { OpenRecords } from '../../composition/open-records.ts';
import { UsageFault } from '../usage.ts';
import { batchLine } from './batch.ts';

const MOST = 50;

/** The last batches and how far they are; the keys certificates are signed with. */
export function showStatus(args: string[]): (open: OpenRecords) => Promise<void> {
  const [id] = args;
  return async ({ records, certifying }) => {
    const batches = createBatches(records.models);
    const one = id && (await batches.get(id));
    if (id && !one) throw new UsageFault(`there is no batch ${id}`);
    for (const batch of one ? [one] : await batches.list(MOST)) console.log(JSON.stringify(batchLine(batch)));
    if (one) return;
    for (const { id: key, since } of await certifying.keys.list())
      console.log(JSON.stringify({ key, since, signsNow: key === certifying.seal.key }));
  };
}
