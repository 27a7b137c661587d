import type { Stored } from './cache.ts';
import type { Collection } from './collection.ts';
import type { Plan } from './plan.ts';

/** Reads the candidates of a plan, each document once. */
export function* candidates(collection: Collection, plan: Plan): Generator<Stored> {
  if (plan.kind === 'collection') {
    yield* collection.all();
    return;
  }
  const once = isOnce(plan) ? null : new Set<number>();
  for (const rid of recordIds(collection, plan)) {
    if (once?.has(rid)) continue;
    once?.add(rid);
    const stored = collection.get(rid);
    if (stored) yield stored;
  }
}

function* recordIds(collection: Collection, plan: Plan): Generator<number> {
  if (plan.kind === 'union') {
    for (const branch of plan.plans) yield* recordIds(collection, branch);
  } else if (plan.kind === 'index') {
    const ranges = plan.reverse ? [...plan.ranges].reverse() : plan.ranges;
    for (const range of ranges) {
      collection.refuseDropped();
      yield* plan.index.scan(range, plan.reverse);
    }
  }
}

function isOnce(plan: Plan): boolean {
  return plan.kind === 'index' && !plan.index.multikey;
}
