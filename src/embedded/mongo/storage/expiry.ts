import type { Document } from '../bson/document.ts';
import { valuesAt } from '../query/paths.ts';
import type { Collection } from './collection.ts';
import type { IndexTable } from './index-table.ts';
import { choosePlan } from './plan.ts';
import { candidates } from './scan.ts';
import type { Store } from './store.ts';

/** Documents removed in one transaction, so that a large clean-up lets other commands in between. */
const BATCH = 1_000;

/** One pass over all TTL indexes; says how many documents it removed. */
export function removeExpired(store: Store, now: Date): number {
  let removed = 0;
  for (const collection of store.list()) {
    for (const index of collection.indexes) {
      if (index.spec.expireAfterSeconds === null) continue;
      removed += store.transaction(() => removeFrom(collection, index, now));
    }
  }
  return removed;
}

function removeFrom(collection: Collection, index: IndexTable, now: Date): number {
  const [field] = index.spec.fields;
  if (!field) return 0;
  const limit = new Date(now.getTime() - (index.spec.expireAfterSeconds ?? 0) * 1000);
  const query: Document = { [field.name]: { $lte: limit } };
  const plan = choosePlan(collection, { query, sort: [], hint: index });
  const expired = [];
  for (const stored of candidates(collection, plan)) {
    // In an array the earliest date counts.
    const dates = valuesAt(stored.document, field.path).filter((value) => value instanceof Date);
    if (dates.some((date) => date <= limit)) expired.push(stored);
    if (expired.length === BATCH) break;
  }
  for (const stored of expired) collection.delete(stored);
  return expired.length;
}
