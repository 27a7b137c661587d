import { mongo } from 'mongoose';
import type { Identity } from '../../domain/identity.ts';
import type { ChannelName } from '../../domain/message.ts';
import type { ContactDocument } from './documents.ts';
import { type Book, finishMerge, mergeContacts } from './merge-contacts.ts';
import { expiryFrom } from './message-document.ts';
import type { Models } from './models.ts';
import { unlessTaken } from './unless-taken.ts';

/** An identity as it was seen; it is sealed when it is known whose it is. */
export type Entry = { hash: string } & Identity;
export type Seen = { entries: Entry[]; channel: ChannelName; at: Date; locale: string };

/** A contact's expiry is moved on when it has come nearer by this much, so that not every message writes it. */
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * The contact that these identities belong to. One step is one conditional write, after which it is looked again:
 * who loses a race reads the winner, and a crash is finished by the next message.
 */
export async function resolveContact(book: Book, seen: Seen): Promise<string> {
  for (;;) {
    const found = await holders(book.models, seen.entries);
    const contactId = await step(book, found, seen);
    if (contactId) return contactId;
  }
}

type Holders = { oldest: ContactDocument | undefined; phone: Holder; scoped: Holder };
type Holder = { entry: Entry | undefined; contact: ContactDocument | undefined };

async function holders({ contacts }: Models, entries: Entry[]): Promise<Holders> {
  const hashes = entries.map((entry) => entry.hash);
  const found = await contacts
    .find({ 'identities.hash': { $in: hashes } })
    .sort({ createdAt: 1, _id: 1 })
    .lean();
  const holder = (kind: Entry['kind']) => {
    const entry = entries.find((one) => one.kind === kind);
    return { entry, contact: found.find((one) => one.identities.some(({ hash }) => hash === entry?.hash)) };
  };
  return { oldest: found[0], phone: holder('phone'), scoped: holder('scoped') };
}

/** The contact, or null where something was changed and must be looked at again. */
async function step(book: Book, found: Holders, seen: Seen): Promise<string | null> {
  const { models } = book;
  const { oldest, phone, scoped } = found;
  if (!oldest) return await makeContact(book, seen);
  if (phone.entry && scoped.entry && phone.contact !== scoped.contact) {
    if (await letGoOfPast(models, found)) return null;
    if (phone.contact && scoped.contact) {
      const [newer] = [phone.contact, scoped.contact].filter((one) => one !== oldest);
      if (newer) await mergeContacts(book, oldest, newer);
    } else await addIdentity(book, oldest, phone.contact ? scoped.entry : phone.entry);
    return null;
  }
  await keepAlive(models, oldest, seen.at);
  return oldest._id;
}

/**
 * A number that comes with another business-scoped id than before has a new owner: what the old one told stays with
 * theirs. And who comes with another number than before is no longer behind the old one.
 */
async function letGoOfPast({ contacts }: Models, { phone, scoped }: Holders): Promise<boolean> {
  const hasNewOwner =
    phone.contact &&
    (others(phone.contact, 'scoped').length > 0 || others(scoped.contact, 'phone').length > 0);
  const left = hasNewOwner ? phone.contact : scoped.contact;
  const past = hasNewOwner ? [phone.entry?.hash] : others(scoped.contact, 'phone');
  if (!left || past.length === 0) return false;
  await contacts.updateOne({ _id: left._id }, { $pull: { identities: { hash: { $in: past } } } });
  return true;
}

/** Identities of a kind that a contact has; asked only where it lacks the one that was seen. */
function others(contact: ContactDocument | undefined, kind: Entry['kind']): string[] {
  return contact?.identities.filter((one) => one.kind === kind).map((one) => one.hash) ?? [];
}

async function addIdentity(book: Book, contact: ContactDocument, entry: Entry): Promise<void> {
  const [identity] = await sealed(book, contact._id, [entry]);
  await unlessTaken(() =>
    book.models.contacts.updateOne(
      { _id: contact._id, 'identities.kind': { $ne: entry.kind } },
      { $push: { identities: identity } },
    ),
  );
}

/** With the contact's own key. */
async function sealed({ vault }: Book, contactId: string, entries: Entry[]) {
  const seal = await vault.of(contactId);
  return entries.map(({ hash, kind, value }) => ({ hash, kind, sealed: seal(value) }));
}

async function makeContact(book: Book, { entries, channel, at, locale }: Seen): Promise<string | null> {
  const { models } = book;
  const hashes = entries.map((entry) => entry.hash);
  const unfinished = await models.contacts.findOne({ 'handedOver.hash': { $in: hashes } }).lean();
  if (unfinished) {
    await finishMerge(book, unfinished);
    return null;
  }
  const _id = new mongo.ObjectId().toHexString();
  const identities = await sealed(book, _id, entries);
  const made = await unlessTaken(() =>
    models.contacts.collection.insertOne({
      _id,
      identities,
      channel,
      locale,
      consented: false,
      optedOut: 'nothing',
      createdAt: at,
      // Somebody entered with an earlier day is not gone before it is said that they stay.
      expiresAt: expiryFrom(new Date(Math.max(at.getTime(), Date.now()))),
    } as never),
  );
  return made ? _id : null;
}

/** Thirty days count from the last message, until there is a consent. */
async function keepAlive({ contacts }: Models, contact: ContactDocument, at: Date): Promise<void> {
  const expiresAt = expiryFrom(at);
  const stale = new Date(expiresAt.getTime() - DAY_MS);
  if (!contact.expiresAt || contact.expiresAt > stale) return;
  await contacts.updateOne({ _id: contact._id, expiresAt: { $lte: stale } }, { $set: { expiresAt } });
}
