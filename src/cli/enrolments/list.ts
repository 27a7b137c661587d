import type { OpenRecords } from '../../composition/open-records.ts';
import { type Enrolment, minutesOf } from '../../domain/enrolment.ts';
import { stageCalled } from '../../usecases/enrolments/read-entry.ts';
import { UsageFault } from '../usage.ts';
import { readOptions } from './options.ts';

const PAGE = 200;

/** One line each, oldest first. */
export function listEnrolments(args: string[]): (open: OpenRecords) => Promise<void> {
  const { chamber, territory, tag, named, limit, after, ...values } = readOptions(args).values;
  const stage = values.stage ? stageCalled(values.stage) : undefined;
  if (stage === null) throw new UsageFault(`there is no stage ${values.stage}`);
  const status = statusOf(values.status);
  const most = Number(limit ?? Number.POSITIVE_INFINITY);
  return async ({ enrolments }) => {
    const filter = { chamber, territory, stage, tag, named, status };
    let last = after;
    for (let left = most; left > 0; ) {
      const page = await enrolments.list(filter, { limit: Math.min(PAGE, left), after: last });
      for (const one of page) console.log(JSON.stringify(lineOf(one)));
      if (page.length < PAGE) break;
      left -= page.length;
      last = page.at(-1)?.id;
    }
  };
}

function statusOf(given: string | undefined): Enrolment['status'] | undefined {
  if (given === undefined || given === 'active' || given === 'withdrawn') return given;
  throw new UsageFault(`there is no status ${given}: active or withdrawn`);
}

export function lineOf(enrolment: Enrolment): Record<string, unknown> {
  const { credits, history, ...rest } = enrolment;
  return { ...rest, hours: Math.round((minutesOf(enrolment) / 60) * 100) / 100 };
}
