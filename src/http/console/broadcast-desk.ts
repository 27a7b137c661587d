import type { Broadcast } from '../../domain/broadcast.ts';
import type { Broadcasting } from '../../usecases/broadcasts/broadcasting.ts';
import type { LedgerRow } from '../../usecases/broadcasts/ledger-rows.ts';
import type { RowFilter } from '../../usecases/broadcasts/ports.ts';
import { ownChamber } from './accompaniment.ts';
import type { Visit } from './route.ts';

/** What the pages of broadcasts stand on. */
export type BroadcastDesk = {
  broadcasting: Broadcasting;
  ledger: {
    page(
      broadcast: Broadcast,
      filter: RowFilter,
      page: { limit: number; after?: string | undefined },
    ): Promise<LedgerRow[]>;
    csv(broadcast: Broadcast): AsyncIterable<string>;
    /** Null where there are more rows than a workbook made in memory should hold. */
    xlsx(broadcast: Broadcast): Promise<Buffer | null>;
  };
};

/** A coordinator writes to the people of her chamber alone; an admin to everybody. */
export function isOwn(visit: Pick<Visit, 'account'>, { audience }: Pick<Broadcast, 'audience'>): boolean {
  const own = ownChamber(visit);
  return own === null || (audience.chambers?.length === 1 && audience.chambers[0] === own);
}

export async function broadcastOf(visit: Visit): Promise<Broadcast | null> {
  const found = await visit.desk.broadcasts.broadcasting.broadcasts.get(visit.params.id ?? '');
  return found && isOwn(visit, found) ? found : null;
}
