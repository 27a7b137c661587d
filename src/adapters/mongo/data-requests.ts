import type { Correction, DataRequest, DataRequestKind } from '../../domain/data-request.ts';
import type { DataRequests } from '../../usecases/data-rights/ports.ts';
import { readable, type Vault } from '../../usecases/vault.ts';
import type { Models } from './models.ts';
import { unlessTaken } from './unless-taken.ts';

export type DataRequestDocument = {
  _id: string;
  contactId: string;
  kind: string;
  askedAt: Date;
  dueOn: string;
  answeredAt: Date | null;
  /** JSON, sealed. */
  correction?: string;
};

export function createDataRequests(
  { dataRequests }: Pick<Models, 'dataRequests'>,
  vault: Vault,
): DataRequests {
  return {
    async open({ id: _id, correction, ...request }) {
      const sealed = correction && (await vault.of(request.contactId))(JSON.stringify(correction));
      const document = { _id, ...request, ...(sealed && { correction: sealed }) };
      await unlessTaken(() => dataRequests.collection.insertOne(document as never));
    },
    async list({ open }) {
      const found = await dataRequests
        .find({ answeredAt: open ? null : { $ne: null } })
        .sort({ dueOn: 1, askedAt: 1 })
        .lean();
      return await Promise.all(found.map((one) => toDataRequest(vault, one)));
    },
    async close(id, at) {
      const done = await dataRequests.updateOne({ _id: id, answeredAt: null }, { $set: { answeredAt: at } });
      return done.modifiedCount === 1;
    },
  };
}

/** What was to be corrected is gone with the person's key. */
export async function toDataRequest(vault: Vault, found: DataRequestDocument): Promise<DataRequest> {
  const { _id: id, contactId, kind, askedAt, dueOn, answeredAt } = found;
  const correction = found.correction ? await readable(vault, found.correction) : null;
  return {
    ...{ id, contactId, kind: kind as DataRequestKind, askedAt, dueOn, answeredAt },
    correction: correction === null ? null : (JSON.parse(correction) as Correction),
  };
}
