import { createBusinessDays } from '../adapters/calendar/business-days.ts';
import { createDataRequests } from '../adapters/mongo/data-requests.ts';
import { inRecords } from '../composition/open-records.ts';
import { UsageFault } from './usage.ts';

const USAGE = 'usage: data-requests list [--answered] | data-requests close ID';

/** What people asked about their data, the one due first at the top; `close ID` when it was answered. */
export async function dataRequests([verb = 'list', option, ...rest]: string[]): Promise<void> {
  const known = verb === 'close' ? option : verb === 'list' && (!option || option === '--answered');
  if (!known || rest.length > 0) throw new UsageFault(USAGE);
  await inRecords(async ({ config, records, contacts, vault }) => {
    const requests = createDataRequests(records.models, vault);
    if (verb === 'close' && option) {
      if (!(await requests.close(option, new Date())))
        throw new UsageFault(`there is no open request ${option}`);
      console.log(JSON.stringify({ closed: option }));
      return;
    }
    const days = createBusinessDays(config.timeZone);
    for (const request of await requests.list({ open: !option })) {
      const contact = await contacts.get(request.contactId);
      const left = request.answeredAt === null ? days.left(new Date(), request.dueOn) : null;
      console.log(
        JSON.stringify({ ...request, workingDaysLeft: left, contact: contact?.identities[0]?.value ?? null }),
      );
    }
  });
}
