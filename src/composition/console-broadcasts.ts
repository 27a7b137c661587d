import { csv } from '../adapters/sheets/csv-writer.ts';
import { columnsOf } from '../adapters/sheets/flat.ts';
import { xlsx } from '../adapters/sheets/xlsx.ts';
import type { BroadcastDesk } from '../http/console/broadcast-desk.ts';
import { ledgerPage, ledgerRows } from '../usecases/broadcasts/ledger-rows.ts';
import type { House } from './house.ts';

/** What the pages of broadcasts stand on, over the house's own. */
export function broadcastDeskOf({ broadcasting, ports }: House): BroadcastDesk {
  const { rows, audiences } = broadcasting;
  const ledger = { rows, audiences, contacts: ports.contacts, rsvps: ports.rsvps };
  return {
    broadcasting,
    ledger: {
      page: (broadcast, filter, page) => ledgerPage(ledger, broadcast, filter, page),
      async *csv(broadcast) {
        const all = () => ledgerRows(ledger, broadcast);
        yield* csv(await columnsOf(all()), all());
      },
      xlsx: (broadcast) => xlsx(ledgerRows(ledger, broadcast)),
    },
  };
}
