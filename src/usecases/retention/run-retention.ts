import { type Disposable, type Term, termsOf } from '../../domain/retention.ts';
import { forgetPerson } from '../data-rights/forget-person.ts';
import type { Ports } from '../ports.ts';
import { nightOf } from './night.ts';
import type { RetentionRun } from './ports.ts';
import type { Retaining } from './retaining.ts';

/** People forgotten between two looks at who is left. */
const BATCH = 100;

/** Who the audit says it was. */
const BY = 'retention';

/** Ends everything past its term, and puts on record how much it was. Cut anywhere and run again, it ends the rest. */
export async function runRetention(house: Retaining): Promise<RetentionRun> {
  const { ports, records, audit, retention, calendar } = house;
  const at = ports.clock();
  const ended: Partial<Record<Disposable, number>> = {};
  for (const term of termsOf(retention)) {
    const count = await endClass(house, term, at);
    if (count === 0) continue;
    ended[term.name] = count;
    await audit.record({ who: BY, what: `retention.${term.name}`, record: String(count), at });
  }
  const run = { day: nightOf(calendar, at).day, at, ended };
  await records.record(run);
  ports.log.info('retention done', { day: run.day, ...ended });
  return run;
}

async function endClass(house: Retaining, { name, keepMs }: Term, at: Date): Promise<number> {
  const before = new Date(at.getTime() - keepMs);
  return name === 'silent-people'
    ? await forgetSilent(house, before)
    : await house.records.dispose(name, before);
}

/** Who is forgotten is silent no more, so that the next look finds others. */
async function forgetSilent({ ports, records }: Retaining, before: Date): Promise<number> {
  for (let forgotten = 0; ; ) {
    const silent = await records.silentPeople(before, BATCH);
    for (const contactId of silent) await forget(ports, contactId);
    forgotten += silent.length;
    if (silent.length < BATCH) return forgotten;
  }
}

/** The permission's time is over: that is on its chain of receipts like a withdrawal. */
async function forget(ports: Ports, contactId: string): Promise<void> {
  const at = ports.clock();
  const key = `retention-${contactId}-${at.getTime()}`;
  await ports.consents.record({
    ...{ key, contactId, at, purpose: 'screening', given: false },
    ...{ textVersion: BY, messageId: key, source: BY },
  });
  await forgetPerson(ports, contactId);
}
