import type { Connection, mongo } from 'mongoose';
import type { KeyStore, StoredKey } from '../../usecases/vault.ts';
import { isDuplicate } from './connection.ts';
import { untilNoDeadlock } from './until-no-deadlock.ts';

/** `active` is the one that seals; a shredded one stays as the proof, without its key. */
type KeyDocument = {
  _id: string;
  owner: string;
  contactId: string;
  active: boolean;
  wrapped?: string;
  createdAt: Date;
  retiredAt?: Date;
  shreddedAt?: Date;
};

/** The keys have a database of their own next to the data's, so that each is backed up, kept and lost apart. */
export function keysDatabase(connection: Connection): string {
  return `${connection.name}_keys`;
}

/** Asked for anew each time: the connection may have been opened anew since. */
function keysOf(connection: Connection): mongo.Collection<KeyDocument> {
  return connection.getClient().db(keysDatabase(connection)).collection<KeyDocument>('contactKeys');
}

/** Makes sure that its indexes stand before a key is made. */
export async function openKeyStore(connection: Connection, options: { indexes: boolean }): Promise<KeyStore> {
  if (options.indexes) await createIndexes(connection);
  return keyStore(connection);
}

async function createIndexes(connection: Connection): Promise<void> {
  await keysOf(connection).createIndexes([
    {
      key: { contactId: 1 },
      name: 'active_of_contact',
      unique: true,
      partialFilterExpression: { active: true },
    },
    { key: { contactId: 1, active: 1 }, name: 'of_contact' },
    { key: { retiredAt: 1 }, name: 'retired', sparse: true },
  ]);
}

/** Whose keys seal since before an instant, so many at a time. */
export function ownersBefore(connection: Connection): (before: Date) => AsyncGenerator<string[]> {
  return async function* (before) {
    let after = '';
    for (;;) {
      const found = await keysOf(connection)
        .find({ active: true, createdAt: { $lt: before }, contactId: { $gt: after } })
        .sort({ contactId: 1 })
        .limit(OWNERS_AT_ONCE)
        .toArray();
      if (found.length === 0) return;
      yield found.map(({ contactId }) => contactId);
      after = found.at(-1)?.contactId ?? after;
    }
  };
}

const OWNERS_AT_ONCE = 500;

function keyStore(connection: Connection): KeyStore {
  const keys = () => keysOf(connection);
  return {
    async active(contactId, { id, wrapped }) {
      for (;;) {
        const found = await keys().findOne({ contactId, active: true });
        if (found) return toKey(found);
        const made = { _id: id, owner: contactId, contactId, active: true, createdAt: new Date() };
        try {
          await untilNoDeadlock(() => keys().insertOne({ ...made, ...(wrapped && { wrapped }) }));
          return { id, owner: contactId, ...(wrapped && { wrapped }) };
        } catch (error) {
          // Another process was quicker: theirs is the key.
          if (!isDuplicate(error)) throw error;
        }
      }
    },
    async get(id) {
      const found = await keys().findOne({ _id: id });
      return found && toKey(found);
    },
    async retire(contactId, at) {
      await keys().updateMany(
        { contactId, retiredAt: { $exists: false } },
        { $set: { active: false, retiredAt: at } },
      );
    },
    async join(from, to) {
      await keys().updateMany({ contactId: from }, { $set: { contactId: to, active: false } });
    },
    async shred(before, at) {
      const done = await keys().updateMany(
        { retiredAt: { $lt: before }, wrapped: { $exists: true } },
        { $set: { shreddedAt: at }, $unset: { wrapped: 1 } },
      );
      return done.modifiedCount;
    },
  };
}

function toKey({ _id: id, owner, wrapped }: KeyDocument): StoredKey {
  return { id, owner, ...(wrapped && { wrapped }) };
}
