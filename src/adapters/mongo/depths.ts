import type { Depths } from '../../usecases/metrics-ports.ts';
import type { Models } from './models.ts';

/** Beyond this it only says "very many": a scrape must not count for long. */
const MOST = 10_000;

/** What waits in the records. */
export async function depthsOf({ messages, handoffs }: Models, now: Date): Promise<Omit<Depths, 'jobs'>> {
  const inbound = { direction: 'in' as const, open: true };
  const waiting = { open: true };
  const outbound = { direction: 'out' as const, open: true };
  const [unanswered, oldest, unsent, tickets, ticket] = await Promise.all([
    messages.countDocuments(inbound, { limit: MOST }),
    messages.findOne(inbound, { dueAt: 1 }).sort({ dueAt: 1 }).lean(),
    messages.countDocuments(outbound, { limit: MOST }),
    handoffs.countDocuments(waiting, { limit: MOST }),
    handoffs.findOne(waiting, { openedAt: 1 }).sort({ openedAt: 1 }).lean(),
  ]);
  return {
    unanswered,
    oldestUnansweredSeconds: age(oldest?.dueAt, now),
    unsent,
    tickets,
    oldestTicketSeconds: age(ticket?.openedAt, now),
  };
}

function age(since: Date | null | undefined, now: Date): number {
  return since ? Math.max(0, now.getTime() - since.getTime()) / 1_000 : 0;
}
