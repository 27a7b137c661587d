import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { inHouse } from '../../composition/open-house.ts';
import { STAGES } from '../../domain/enrolment.ts';
import { type Batching, startBatch, stepBatch } from '../../usecases/certificates/batch.ts';
import type { Batch } from '../../usecases/certificates/batch-ports.ts';
import { UsageFault } from '../usage.ts';
import { readOptions } from './options.ts';

/** How long one waits for another process that is at the same batch. */
const BUSY_MS = 500;

/** Issues and sends the certificates of a cohort here and now; `batch resume ID` goes on with one that was cut or stopped. */
export async function runBatch(args: string[]): Promise<void> {
  const { values, positionals } = readOptions(args);
  const { chamber, territory, tag, by, apply } = values;
  const stage = STAGES.find((one) => one === values.stage);
  if (values.stage && !stage) throw new UsageFault(`there is no stage ${values.stage}`);
  const cohort = { chamber, territory, stage, tag };
  const [verb, id] = positionals;
  if (verb !== undefined && (verb !== 'resume' || !id))
    throw new UsageFault(
      'usage: certificates batch [resume ID] [--chamber … --territory … --stage … --tag …] [--apply]',
    );
  await inHouse(async ({ batching }) => {
    if (id) {
      if (!(await batching.batches.get(id))) throw new UsageFault(`there is no batch ${id}`);
      await batching.batches.resume(id);
      return await toTheEnd(batching, id);
    }
    if (!Object.values(cohort).some(Boolean))
      throw new UsageFault('say whose: --chamber, --territory, --stage or --tag');
    if (!apply) {
      console.log(JSON.stringify({ preview: true, enrolments: await batching.cohorts.count(cohort) }));
      console.error('Nothing was issued. Add --apply to issue and send.');
      return;
    }
    const batch = await startBatch(batching, { key: randomUUID(), cohort, by });
    await toTheEnd(batching, batch.id);
  });
}

async function toTheEnd(batching: Batching, id: string): Promise<void> {
  for (;;) {
    const stepped = await stepBatch(batching, id);
    if (stepped.batch) console.log(JSON.stringify(batchLine(stepped.batch)));
    if (stepped.kind === 'done' || stepped.kind === 'over') return;
    const waitMs = stepped.kind === 'moved' ? stepped.nextAt.getTime() - Date.now() : BUSY_MS;
    await sleep(Math.max(0, waitMs));
  }
}

export function batchLine({
  id,
  state,
  total,
  counts,
  cohort,
  startedAt,
  endedAt,
}: Batch): Record<string, unknown> {
  const done = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return { id, state, done, total, counts, cohort, startedAt, endedAt };
}
