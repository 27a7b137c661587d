import type { Twilio } from 'twilio';
import type { SentMessage } from '../../usecases/channel.ts';

const PAGE_SIZE = 100;

// Far more than the pace of one conversation can bring in the minutes that are asked about.
const MAX_PAGES = 10;

type Page = Pick<Awaited<ReturnType<Twilio['messages']['page']>>, 'instances' | 'nextPage'>;

/**
 * What Twilio says it sent from `from` to `to` since `since`, newest first. Not filtered by DateSent:
 * it is empty while a message is queued, and those are the ones in doubt.
 */
export async function listSentMessages(
  client: Twilio,
  { from, to, since }: { from: string; to: string; since: Date },
): Promise<SentMessage[]> {
  // Twilio's dates have whole seconds.
  const earliest = Math.floor(since.getTime() / 1000) * 1000;
  const found: SentMessage[] = [];
  let page: Page = await client.messages.page({ from, to, pageSize: PAGE_SIZE });
  for (let pages = 1; ; pages++) {
    for (const { sid, body, status, dateCreated } of page.instances) {
      if (dateCreated.getTime() < earliest) return found;
      found.push({ sid, body, status, createdAt: dateCreated });
    }
    const next = pages < MAX_PAGES ? await page.nextPage() : undefined;
    if (!next) return found;
    page = next;
  }
}
