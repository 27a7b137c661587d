import { inRecords } from '../composition/open-records.ts';
import { addEnrolment } from './enrolments/add.ts';
import { changeEnrolment } from './enrolments/change.ts';
import { importEnrolments } from './enrolments/import.ts';
import { listEnrolments } from './enrolments/list.ts';
import { exportRecords } from './export.ts';
import { UsageFault } from './usage.ts';

const USAGE = `usage: enrolments [list] [--chamber ID] [--territory ID] [--stage STAGE] [--status active|withdrawn] [--tag TAG] [--named WORDS] [--limit N] [--after ID]
       enrolments add --phone … --name … --business … --chamber … --source … --consented YYYY-MM-DD [--territory …] [--sector …] [--stage …] [--tags a,b]
       enrolments import FILE [--chamber …] [--source …] [--consented …] [--territory …] [--stage …] [--tags a,b] [--apply]
       enrolments stage ID STAGE | hours ID MINUTES --reason … [--key KEY] | rename ID [--name …] [--business …] | withdraw ID | reinstate ID
       enrolments export [--format jsonl|csv]
       what changes something takes --by NAME`;

/** Businesses on the route: enter, import, list, move on, correct. */
export async function enrolments(args: string[]): Promise<void> {
  const isVerb = args[0] !== undefined && !args[0].startsWith('--');
  const [verb, ...rest] = isVerb ? args : ['list', ...args];
  if (verb === 'export') return await exportRecords(['enrolments', ...rest]);
  const work = (verb && WORK[verb]) || null;
  if (!work) throw new UsageFault(USAGE);
  const run = work(rest);
  if (!run) throw new UsageFault(USAGE);
  await inRecords(run);
}

const WORK: Record<string, (args: string[]) => Parameters<typeof inRecords>[0] | null> = {
  list: listEnrolments,
  add: addEnrolment,
  import: importEnrolments,
  stage: (args) => changeEnrolment('stage', args),
  hours: (args) => changeEnrolment('hours', args),
  rename: (args) => changeEnrolment('rename', args),
  withdraw: (args) => changeEnrolment('withdraw', args),
  reinstate: (args) => changeEnrolment('reinstate', args),
};
