import { asError } from './converse.ts';
import type { Ports } from './ports.ts';

export type Sweeping = {
  ports: Ports;
  converse(contactId: string): Promise<void>;
  deliver(contactId: string): Promise<void>;
  /** What else a lost job may have left undone; each in its own words, one after the other. */
  also?: readonly Sweep[];
  /** A message younger than this is most likely being advanced right now. */
  staleAfterMs?: number;
};

export type Sweep = (now: Date) => Promise<void>;

const STALE_AFTER_MS = 2_000;
const BATCH = 200;
/** Contacts swept side by side. */
const AT_ONCE = 8;

/** Finds what a crash or an outage left behind: inbound without an answer, outbound not sent. Harmless in two processes. */
export async function sweep(house: Sweeping): Promise<{ conversed: number; delivered: number }> {
  const { ports } = house;
  const now = ports.clock();
  await ports.contacts.finishMerges(now);
  const waiting = await ports.inbound.waitingContacts(
    new Date(now.getTime() - (house.staleAfterMs ?? STALE_AFTER_MS)),
    BATCH,
  );
  await eachOf(ports, waiting, (contactId) => house.converse(contactId));
  const due = await ports.outbound.dueContacts(now, BATCH);
  await eachOf(ports, due, (contactId) => house.deliver(contactId));
  for (const one of house.also ?? []) await one(now);
  return { conversed: waiting.length, delivered: due.length };
}

/** One contact's trouble does not keep the others waiting; an outage ends the sweep, the next one goes on. */
async function eachOf(
  ports: Ports,
  contactIds: string[],
  work: (contactId: string) => Promise<void>,
): Promise<void> {
  const queue = [...contactIds];
  const one = async (contactId: string) => {
    try {
      await work(contactId);
    } catch (error) {
      if (ports.isOutage(error)) throw error;
      ports.log.error('contact not swept', { contact: contactId, error: asError(error) });
    }
  };
  const runners = Array.from({ length: AT_ONCE }, async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) await one(next);
  });
  const results = await Promise.allSettled(runners);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}
