import type { ChainState } from '../../usecases/data-rights/ports.ts';
import type { Consents } from '../../usecases/ports.ts';
import type { Vault } from '../../usecases/vault.ts';
import type { ConsentDocument } from './documents.ts';
import type { Models } from './models.ts';
import { unlessTaken } from './unless-taken.ts';

type Receipt = ConsentDocument & { chain: string; sequence: number };

/**
 * Each receipt carries a keyed hash of itself and of the one before it: one that was changed, left out or put in is
 * evident to whoever has the key. `chain` is the contact it began with, whoever they have become.
 */
export function createConsents({ consents }: Models, vault: Pick<Vault, 'fingerprint'>): Consents {
  return {
    async record({ key, ...consent }) {
      for (;;) {
        if (await consents.exists({ _id: key })) return;
        const chain = consent.contactId;
        const last = await consents.findOne({ chain }).sort({ sequence: -1 }).lean();
        const receipt = { _id: key, ...consent, chain, sequence: (last?.sequence ?? 0) + 1 };
        const hash = hashOf(vault, receipt, last?.hash ?? '');
        // Another one took this place in the chain: the next is tried.
        if (await unlessTaken(() => consents.collection.insertOne({ ...receipt, hash } as never))) return;
      }
    },
  };
}

/** Every chain from its beginning; `brokenAt` is the first place that does not fit. */
export async function* verifyConsents(
  { consents }: Models,
  vault: Pick<Vault, 'fingerprint'>,
): AsyncIterable<ChainState> {
  let state = null as ChainState | null;
  let previous = '';
  const receipts = consents
    .find({ chain: { $exists: true } })
    .sort({ chain: 1, sequence: 1 })
    .lean();
  for await (const found of receipts.cursor()) {
    const receipt = found as Receipt;
    if (state?.chain !== receipt.chain) {
      if (state) yield state;
      state = { chain: receipt.chain, receipts: 0, brokenAt: null };
      previous = '';
    }
    state.receipts++;
    const fits = receipt.sequence === state.receipts && receipt.hash === hashOf(vault, receipt, previous);
    if (!fits) state.brokenAt ??= receipt.sequence;
    previous = receipt.hash ?? '';
  }
  if (state) yield state;
}

/** All that a receipt says; not whose record it now is, which a merge changes. */
function hashOf(vault: Pick<Vault, 'fingerprint'>, receipt: Receipt, previous: string): string {
  const { _id, chain, sequence, purpose, given, textVersion, messageId, at } = receipt;
  const told = [_id, chain, sequence, purpose, given, textVersion, messageId, at.toISOString(), previous];
  return vault.fingerprint(`consent:${JSON.stringify(told)}`);
}
