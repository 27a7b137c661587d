import { inRecords } from '../composition/open-records.ts';
import { UsageFault } from './usage.ts';

const USAGE = 'usage: handoffs [--closed] | handoffs close ID';

/** Lists who waits for a person, oldest first; `close ID` closes one; `--closed` lists the closed ones. */
export async function listHandoffs(args: string[]): Promise<void> {
  const [verb, id] = args;
  if (verb !== undefined && verb !== 'close' && verb !== '--closed') throw new UsageFault(USAGE);
  if (verb === 'close' && !id) throw new UsageFault(USAGE);
  await inRecords(async ({ contacts, handoffs }) => {
    if (verb === 'close' && id) {
      if (!(await handoffs.close(id, new Date()))) throw new UsageFault(`there is no open handoff ${id}`);
      console.log(JSON.stringify({ closed: id }));
      return;
    }
    for (const handoff of await handoffs.list({ open: verb !== '--closed' })) {
      const contact = await contacts.get(handoff.contactId);
      console.log(JSON.stringify({ ...handoff, contact: contact?.identities[0]?.value ?? null }));
    }
  });
}
