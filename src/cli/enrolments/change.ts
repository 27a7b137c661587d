import { randomUUID } from 'node:crypto';
import type { OpenRecords } from '../../composition/open-records.ts';
import { stageCalled } from '../../usecases/enrolments/read-entry.ts';
import { UsageFault } from '../usage.ts';
import { lineOf } from './list.ts';
import { type Options, readOptions } from './options.ts';

type Verb = 'stage' | 'hours' | 'rename' | 'withdraw' | 'reinstate';
type Change = { id: string; value: string | undefined; options: Options };
type Changing = (open: OpenRecords, change: Change) => Promise<boolean>;

/** Changes one enrolment and prints it as it is then. */
export function changeEnrolment(verb: Verb, args: string[]): ((open: OpenRecords) => Promise<void>) | null {
  const { values: options, positionals } = readOptions(withoutMinus(args));
  const [id, value] = positionals;
  if (!id) return null;
  return async (open) => {
    if (!(await open.enrolments.get(id))) throw new UsageFault(`there is no enrolment ${id}`);
    const changed = await CHANGES[verb](open, { id, value, options });
    const now = await open.enrolments.get(id);
    console.log(JSON.stringify({ changed, ...(now && lineOf(now)) }));
  };
}

/** `-30` is a number here, not options. */
function withoutMinus(args: string[]): string[] {
  return args.map((arg) => arg.replace(/^-(?=\d+$)/, '−'));
}

const CHANGES: Record<Verb, Changing> = {
  async stage({ enrolments }, { id, value = '', options }) {
    const stage = stageCalled(value);
    if (!stage) throw new UsageFault(`there is no stage ${value}`);
    return await enrolments.moveTo(id, { stage, at: new Date(), by: options.by });
  },
  async hours({ enrolments }, { id, value = '', options }) {
    const minutes = Number(value.replace('−', '-'));
    if (!Number.isInteger(minutes) || minutes === 0)
      throw new UsageFault('hours takes minutes, such as 90 or -30');
    if (!options.reason) throw new UsageFault('hours takes --reason: why they are corrected');
    const { by, reason, key = `cli-${randomUUID()}` } = options;
    return await enrolments.credit(id, { key, minutes, at: new Date(), by, reason });
  },
  async rename({ enrolments }, { id, options }) {
    const { name, business: businessName, by } = options;
    if (!name && !businessName) throw new UsageFault('rename takes --name or --business');
    return await enrolments.rename(id, { ...(name && { name }), ...(businessName && { businessName }), by });
  },
  withdraw: ({ enrolments }, { id, options }) => enrolments.withdraw(id, new Date(), options.by),
  reinstate: ({ enrolments }, { id, options }) => enrolments.reinstate(id, new Date(), options.by),
};
