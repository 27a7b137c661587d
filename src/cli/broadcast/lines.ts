import { type RowState, sendable } from '../../domain/broadcast.ts';
import type { Plan } from '../../domain/broadcast-plan.ts';
import type { Broadcasting } from '../../usecases/broadcasts/broadcasting.ts';

const MICROS = 1_000_000;

/** The plan in a line: how many fall in each bin, what it costs (dollars, estimated), when it opens and ends. */
export function planLine({ people, bins, sendable: sent, cost, opensAt, endsAt }: Plan) {
  const dollars = (cost.freeForm + cost.template) / MICROS;
  return { people, sendable: sent, bins, estimatedCostUsd: dollars, opensAt, endsAt };
}

export type Status = {
  id: string;
  state: string;
  pausedFor: object | null;
  planned: number | null;
  totals: Record<RowState, number>;
};

export async function statusLine({ broadcasts, rows }: Broadcasting, id: string): Promise<Status> {
  const found = await broadcasts.get(id);
  return {
    id,
    state: found?.state ?? 'gone',
    pausedFor: found?.pausedFor ?? null,
    planned: found?.planned ? sendable(found.planned.bins) : null,
    totals: await rows.totals(id),
  };
}

const WIDTH = 30;

/** `[########········] 40 % of 1200, failed 3`. */
export function barOf({ planned, totals, state }: Status): string {
  const done =
    totals.sent + totals.delivered + totals.read + totals.failed + totals.uncertain + totals.dropped;
  const share = planned ? Math.min(1, done / planned) : 0;
  const filled = Math.round(share * WIDTH);
  const bar = `${'#'.repeat(filled)}${'·'.repeat(WIDTH - filled)}`;
  return `[${bar}] ${Math.floor(share * 100)} % of ${planned ?? 0}, failed ${totals.failed}, uncertain ${totals.uncertain}, ${state}  `;
}
