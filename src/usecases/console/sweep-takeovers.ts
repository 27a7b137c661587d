import { asError } from '../converse.ts';
import { finishReturn, giveBack, lastInbound, silence, type TakingOver } from './take-over.ts';
import type { Takeover } from './takeovers.ts';

/** A contact who waits longer than this for the person who took the chat gets the bot back, and their ticket its place in the queue. */
export const ANSWER_WITHIN_MS = 30 * 60_000;
const LOOK_EVERY_MS = 60_000;
const BATCH = 100;

/** Finishes what a crash cut short, and takes chats back from people who do not answer. Harmless in two processes. */
export async function sweepTakeovers(house: TakingOver): Promise<void> {
  const { ports, takeovers } = house;
  const now = ports.clock();
  const cut = await takeovers.returning(BATCH);
  const due = await takeovers.due(now, BATCH);
  for (const one of cut) await safely(house, one, () => finishReturn(house, one));
  for (const one of due) await safely(house, one, () => look(house, one, now));
}

async function look(house: TakingOver, takeover: Takeover, now: Date): Promise<void> {
  const { ports, takeovers } = house;
  const since = await waitingSince(house, takeover);
  if (since && now.getTime() - since.getTime() >= ANSWER_WITHIN_MS) {
    const returned = await giveBack(house, takeover, 'unanswered');
    if (returned) ports.log.info('takeover returned', { contact: takeover.contactId });
    return;
  }
  await silence(house, takeover);
  await takeovers.lookAgain(takeover, new Date(now.getTime() + LOOK_EVERY_MS));
}

/** Since when the contact waits for the person: from the takeover on, or from their first word after the last reply. */
async function waitingSince({ ports }: TakingOver, takeover: Takeover): Promise<Date | null> {
  if (!takeover.repliedAt) return takeover.since;
  const heard = lastInbound(await ports.conversations.load(takeover.contactId));
  return heard && heard > takeover.repliedAt ? heard : null;
}

async function safely({ ports }: TakingOver, { contactId }: Takeover, work: () => Promise<void>) {
  try {
    await work();
  } catch (error) {
    if (ports.isOutage(error)) throw error;
    ports.log.error('takeover not swept', { contact: contactId, error: asError(error) });
  }
}
