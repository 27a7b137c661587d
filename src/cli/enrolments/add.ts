import type { OpenRecords } from '../../composition/open-records.ts';
import { enrolBusiness } from '../../usecases/enrolments/enrol-business.ts';
import { readEntry } from '../../usecases/enrolments/read-entry.ts';
import { UsageFault } from '../usage.ts';
import { lineOf } from './list.ts';
import { enrollingOf, givenOf, readOptions, worldOf } from './options.ts';

export function addEnrolment(args: string[]): (open: OpenRecords) => Promise<void> {
  const { values } = readOptions(args);
  return async (open) => {
    const read = readEntry(await worldOf(open), givenOf(values));
    if (read.kind === 'problem') throw new UsageFault(`not enrolled: ${JSON.stringify(read.problem)}`);
    const { kind, enrolment } = await enrolBusiness(enrollingOf(open, values.by), read.entry);
    console.log(JSON.stringify({ [kind]: lineOf(enrolment) }));
  };
}
