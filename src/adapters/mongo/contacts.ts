import type { Contact } from '../../domain/contact.ts';
import { type Identity, identityText } from '../../domain/identity.ts';
import type { ChannelName } from '../../domain/message.ts';
import type { Contacts } from '../../usecases/ports.ts';
import { readable, type Vault } from '../../usecases/vault.ts';
import type { ContactDocument } from './documents.ts';
import { finishMerges } from './merge-contacts.ts';
import { expiryFrom } from './message-document.ts';
import type { Models } from './models.ts';
import { type Entry, resolveContact } from './resolve-contact.ts';

export function createContacts(models: Models, vault: Vault, defaultLocale: string): Contacts {
  const hashOf = (identity: Identity) => vault.fingerprint(identityText(identity));
  const toEntry = (identity: Identity): Entry => ({ hash: hashOf(identity), ...identity });
  const book = { models, vault };

  /** The document itself, or that of the contact it was merged into. */
  async function read(contactId: string): Promise<ContactDocument | null> {
    const found = await models.contacts.findById(contactId).lean();
    return found?.mergedInto ? await read(found.mergedInto) : found;
  }

  return {
    resolve: ({ identities, channel, at }) =>
      resolveContact(book, { entries: identities.map(toEntry), channel, at, locale: defaultLocale }),
    async get(contactId) {
      const found = await read(contactId);
      if (!found) return null;
      const values = await Promise.all(found.identities.map(({ sealed }) => readable(vault, sealed)));
      return {
        id: found._id,
        // What cannot be read is nobody's address any more.
        identities: found.identities.flatMap(({ kind }, index) => {
          const value = values[index];
          return value ? [{ kind, value }] : [];
        }),
        channel: found.channel as ChannelName,
        locale: found.locale,
        consented: found.consented,
        optedOut: found.optedOut as Contact['optedOut'],
      };
    },
    async find(identity) {
      const found = await models.contacts.findOne({ 'identities.hash': hashOf(identity) }, { _id: 1 }).lean();
      return found?._id ?? null;
    },
    async findAll(identities) {
      const hashes = identities.map(hashOf);
      const found = await models.contacts.find({ 'identities.hash': { $in: hashes } }).lean();
      const byHash = new Map(found.flatMap((one) => one.identities.map(({ hash }) => [hash, one._id])));
      return hashes.map((hash) => byHash.get(hash) ?? null);
    },
    async keep(contactId) {
      const _id = (await read(contactId))?._id ?? contactId;
      await models.contacts.updateOne({ _id }, { $set: { expiresAt: null } });
    },
    async update(contactId, change) {
      const { consented } = change;
      const expiresAt = consented ? null : expiryFrom(new Date());
      const _id = (await read(contactId))?._id ?? contactId;
      await models.contacts.updateOne(
        { _id },
        { $set: { ...change, ...(consented !== undefined && { expiresAt }) } },
      );
    },
    finishMerges: (now) => finishMerges(book, now),
  };
}
