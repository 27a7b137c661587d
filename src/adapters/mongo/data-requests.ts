import type { DataRequestKind } from '../../domain/data-request.ts';
import type { DataRequests } from '../../usecases/data-rights/ports.ts';
import type { Models } from './models.ts';
import { unlessTaken } from './unless-taken.ts';

export type DataRequestDocument = {
  _id: string;
  contactId: string;
  kind: string;
  askedAt: Date;
  dueOn: string;
  answeredAt: Date | null;
};

export function createDataRequests({ dataRequests }: Pick<Models, 'dataRequests'>): DataRequests {
  return {
    async open({ id: _id, ...request }) {
      await unlessTaken(() => dataRequests.collection.insertOne({ _id, ...request } as never));
    },
    async list({ open }) {
      const found = await dataRequests
        .find({ answeredAt: open ? null : { $ne: null } })
        .sort({ dueOn: 1, askedAt: 1 })
        .lean();
      return found.map(({ _id: id, contactId, kind, askedAt, dueOn, answeredAt }) => ({
        id,
        contactId,
        kind: kind as DataRequestKind,
        askedAt,
        dueOn,
        answeredAt,
      }));
    },
    async close(id, at) {
      const done = await dataRequests.updateOne({ _id: id, answeredAt: null }, { $set: { answeredAt: at } });
      return done.modifiedCount === 1;
    },
  };
}
