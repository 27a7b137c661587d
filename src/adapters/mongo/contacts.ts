import { mongo } from 'mongoose';
import { type Identity, identityText } from '../../domain/identity.ts';
import type { ChannelName } from '../../domain/message.ts';
import type { Contacts } from '../../usecases/ports.ts';
import type { Vault } from '../../usecases/vault.ts';
import { isDuplicate } from './connection.ts';
import { mergeContacts } from './merge-contacts.ts';
import { expiryFrom } from './message-document.ts';
import type { ContactDocument, Models } from './models.ts';

/** People whose contact is remembered in this process, so that a known one costs no query. */
const REMEMBERED = 10_000;

type Seen = { identities: Identity[]; channel: ChannelName; at: Date };

export function createContacts(models: Models, vault: Vault, defaultLocale: string): Contacts {
  const remembered = new Map<string, string>();
  const hashOf = (identity: Identity) => vault.fingerprint(identityText(identity));
  const toEntry = (identity: Identity) => ({
    hash: hashOf(identity),
    kind: identity.kind,
    sealed: vault.seal(identity.value),
  });

  async function resolve(seen: Seen): Promise<string> {
    // Once a day a known contact is looked up again: that is when its expiry moves on.
    const key = [...seen.identities.map(hashOf).sort(), seen.at.toISOString().slice(0, 10)].join();
    const known = remembered.get(key);
    if (known) return known;
    const contactId = await findOrMake(seen);
    if (remembered.size >= REMEMBERED) remembered.clear();
    remembered.set(key, contactId);
    return contactId;
  }

  /** Who loses the race for an identity reads the winner. */
  async function findOrMake(seen: Seen): Promise<string> {
    const entries = seen.identities.map(toEntry);
    for (;;) {
      const found = await models.contacts
        .find({ 'identities.hash': { $in: entries.map((entry) => entry.hash) } })
        .sort({ createdAt: 1, _id: 1 })
        .lean();
      const placed = await place(found, entries, seen);
      if (placed) return placed;
    }
  }

  /** Null where another process changed the picture meanwhile: look again. */
  async function place(found: ContactDocument[], entries: Entry[], seen: Seen): Promise<string | null> {
    const [older, newer] = found;
    if (!older) return await make(entries, seen);
    if (newer) {
      await mergeContacts(models, older, newer);
      return older._id;
    }
    const missing = entries.filter((entry) => !older.identities.some((one) => one.hash === entry.hash));
    if (missing.length === 0) {
      await keepAlive(older._id, seen.at);
      return older._id;
    }
    if (mayBeNewOwner(older, missing)) {
      await letGo(older, entries);
      return await make(entries, seen);
    }
    const added = await attempt(() =>
      models.contacts.updateOne(
        { _id: older._id, 'identities.hash': { $nin: missing.map((entry) => entry.hash) } },
        { $push: { identities: { $each: missing } } },
      ),
    );
    return added ? older._id : null;
  }

  /** Thirty days count from the last message, until there is a consent. */
  async function keepAlive(contactId: string, at: Date): Promise<void> {
    const expiresAt = expiryFrom(at);
    await models.contacts.updateOne(
      { _id: contactId, expiresAt: { $lt: expiresAt } },
      { $set: { expiresAt } },
    );
  }

  /** The number goes with whoever writes from it now; what the old owner told stays with their other identity. */
  async function letGo(older: ContactDocument, entries: Entry[]): Promise<void> {
    const hash = { $in: entries.map((entry) => entry.hash) };
    await models.contacts.updateOne({ _id: older._id }, { $pull: { identities: { hash } } });
  }

  async function make(entries: Entry[], seen: Seen): Promise<string | null> {
    const _id = new mongo.ObjectId().toHexString();
    const made = await attempt(() =>
      models.contacts.collection.insertOne({
        _id,
        identities: entries,
        channel: seen.channel,
        locale: defaultLocale,
        consented: false,
        optedOut: 'nothing',
        createdAt: seen.at,
        expiresAt: expiryFrom(seen.at),
      } as never),
    );
    return made ? _id : null;
  }

  return {
    resolve,
    async get(contactId) {
      const found = await models.contacts.findById(contactId).lean();
      if (!found) return null;
      if (found.mergedInto) return await this.get(found.mergedInto);
      return {
        id: found._id,
        identities: found.identities.map(({ kind, sealed }) => ({ kind, value: vault.open(sealed) })),
        channel: found.channel as ChannelName,
        locale: found.locale,
        consented: found.consented,
        optedOut: found.optedOut as 'nothing',
      };
    },
    async find(identity) {
      const found = await models.contacts.findOne({ 'identities.hash': hashOf(identity) }, { _id: 1 }).lean();
      return found?._id ?? null;
    },
    async update(contactId, change) {
      const { consented } = change;
      if (consented === true)
        await models.contacts.updateOne({ _id: contactId }, { $set: change, $unset: { expiresAt: 1 } });
      else if (consented === false) {
        const expiresAt = expiryFrom(new Date());
        await models.contacts.updateOne({ _id: contactId }, { $set: { ...change, expiresAt } });
      } else await models.contacts.updateOne({ _id: contactId }, { $set: change });
    },
  };
}

type Entry = ContactDocument['identities'][number];

/** A known number that comes with another business-scoped id than before: nothing of the old owner is shown to it. */
function mayBeNewOwner(contact: ContactDocument, missing: Entry[]): boolean {
  const scoped = missing.some((entry) => entry.kind === 'scoped');
  return scoped && contact.identities.some((one) => one.kind === 'scoped');
}

/** False where a unique index said that someone else was quicker. */
async function attempt(write: () => PromiseLike<unknown>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}
