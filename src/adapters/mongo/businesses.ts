import { mongo } from 'mongoose';
import { nameKey } from '../../usecases/enrolments/names.ts';
import { readable, type Vault } from '../../usecases/vault.ts';
import type { Models } from './models.ts';
import { unlessTaken } from './unless-taken.ts';

export type Businesses = {
  /** The contact's business of that name, made if need be. */
  resolve(business: { contactId: string; name: string | null; at: Date }): Promise<string>;
  /** Names by id. */
  names(ids: readonly string[]): Promise<Map<string, string | null>>;
  /** Ids by `contactId` and name, as `keyOf` joins them. */
  find(contactIds: readonly string[]): Promise<Map<string, string>>;
  keyOf(contactId: string, name: string | null): string;
  /** False where the contact has another one of that name. */
  rename(of: { businessId: string; contactId: string }, name: string): Promise<boolean>;
  anonymise(contactId: string): Promise<void>;
};

export function createBusinesses({ businesses }: Models, vault: Vault): Businesses {
  const hashOf = (name: string | null) => vault.fingerprint(`business:${nameKey(name)}`);
  return {
    async resolve({ contactId, name, at }) {
      const nameHash = hashOf(name);
      const _id = new mongo.ObjectId().toHexString();
      const sealed = name === null ? null : (await vault.of(contactId))(name);
      const document = { _id, contactId, name: sealed, nameHash, createdAt: at };
      for (;;) {
        const known = await businesses.findOne({ contactId, nameHash }, { _id: 1 }).lean();
        if (known) return known._id;
        if (await unlessTaken(() => businesses.collection.insertOne(document as never))) return _id;
      }
    },
    async names(ids) {
      const found = await businesses.find({ _id: { $in: [...new Set(ids)] } }, { name: 1 }).lean();
      const names = new Map<string, string | null>();
      for (const { _id, name } of found) names.set(_id, name === null ? null : await readable(vault, name));
      return names;
    },
    async find(contactIds) {
      const found = await businesses.find({ contactId: { $in: [...new Set(contactIds)] } }).lean();
      return new Map(found.map(({ _id, contactId, nameHash }) => [`${contactId}:${nameHash}`, _id]));
    },
    keyOf: (contactId, name) => `${contactId}:${hashOf(name)}`,
    async rename({ businessId, contactId }, name) {
      const change = { name: (await vault.of(contactId))(name), nameHash: hashOf(name) };
      return await unlessTaken(() => businesses.updateOne({ _id: businessId }, { $set: change }));
    },
    async anonymise(contactId) {
      await businesses.updateMany({ contactId }, { $set: { name: null }, $unset: { nameHash: 1 } });
    },
  };
}
