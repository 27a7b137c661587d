import { parseArgs } from 'node:util';
import { fillDemo } from '../composition/demo.ts';
import { inRecords } from '../composition/open-records.ts';
import { UsageFault } from './usage.ts';

const USAGE =
  'usage: seed --demo (fills chambers, advisors, sessions, enrolments, bookings and events around today)';

/** Fills the records with invented people; run again it adds only what is missing. */
export async function seed(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { demo: { type: 'boolean', default: false } } });
  if (!values.demo) throw new UsageFault(USAGE);
  await inRecords(async (open) => {
    if (open.config.environment === 'production')
      throw new UsageFault('seed --demo invents people: it is refused with NODE_ENV=production');
    console.log(JSON.stringify(await fillDemo(open.config, open, new Date())));
  });
}
