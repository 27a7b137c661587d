import type { Models } from './models.ts';

type Waiting = { direction: 'in' | 'out'; open: true; dueAt: { $lt: Date } | { $lte: Date } };

/** Whose messages have waited longest. Contacts are counted, not messages: one person's burst hides nobody. */
export async function oldestContacts(
  messages: Models['messages'],
  waiting: Waiting,
  limit: number,
): Promise<string[]> {
  const found = await messages.aggregate<{ _id: string }>([
    { $match: waiting },
    { $group: { _id: '$contactId', since: { $min: '$dueAt' } } },
    { $sort: { since: 1, _id: 1 } },
    { $limit: limit },
  ]);
  return found.map((one) => one._id);
}
