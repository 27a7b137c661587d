import { mongo } from 'mongoose';
import type { Audit } from '../../usecases/console/audit.ts';
import type { ConsoleModels } from './console-models.ts';

export function createAudit({ audit }: Pick<ConsoleModels, 'audit'>): Audit {
  return {
    async record(entry) {
      await audit.collection.insertOne({ _id: new mongo.ObjectId().toHexString(), ...entry } as never);
    },
    async list({ limit, after }) {
      const last = after ? await audit.findById(after, { at: 1 }).lean() : null;
      const found = await audit
        .find(last ? { $or: [{ at: { $lt: last.at } }, { at: last.at, _id: { $lt: last._id } }] } : {})
        .sort({ at: -1, _id: -1 })
        .limit(limit)
        .lean();
      return found.map(({ _id: id, who, what, record, at }) => ({ id, who, what, record, at }));
    },
  };
}
