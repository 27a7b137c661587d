import type { Contact } from '../../domain/contact.ts';
import type { Vault } from '../../usecases/vault.ts';
import { repointBookings } from './bookings-merge.ts';
import { repointRows } from './broadcast-rows.ts';
import type { ContactDocument } from './documents.ts';
import { repointEnrolments } from './enrolments-merge.ts';
import { repointInvitations } from './invitations-merge.ts';
import type { Models } from './models.ts';
import { unlessTaken } from './unless-taken.ts';

/** The records and what they are sealed with. */
export type Book = { models: Models; vault: Vault };

/** A message that was on its way to the contact that went may arrive this long after. */
const STRAGGLERS_MS = 2 * 60_000;

/**
 * Two contacts turn out to be one person: the older stays, records are repointed, the other keeps `mergedInto`.
 * Every write may be repeated. After a crash the sweep, or the next message of this person, goes on.
 */
export async function mergeContacts(
  book: Book,
  older: ContactDocument,
  newer: ContactDocument,
): Promise<void> {
  const { models } = book;
  await inheritWishes(models, older, newer);
  // The newer one lets go first: an identity stands with one contact only.
  const handedOver = newer.identities;
  await models.contacts.updateOne(
    { _id: newer._id, mergedInto: { $exists: false } },
    { $set: { mergedInto: older._id, mergedAt: new Date(), handedOver, identities: [] } },
  );
  const gone = await models.contacts.findById(newer._id).lean();
  if (gone) await finishMerge(book, gone);
}

/** Goes on with merges that a crash cut short, and repoints what came in for the other contact meanwhile. */
export async function finishMerges(book: Book, now: Date): Promise<void> {
  const { models } = book;
  const since = new Date(now.getTime() - STRAGGLERS_MS);
  const recent = await models.contacts.find({ mergedAt: { $gt: since } }).lean();
  const cut = await models.contacts.find({ 'handedOver.hash': { $exists: true } }).lean();
  for (const gone of [...recent, ...cut]) await finishMerge(book, gone);
}

export async function finishMerge({ models, vault }: Book, gone: ContactDocument): Promise<void> {
  const { _id: from, mergedInto: to, handedOver = [] } = gone;
  if (!to) return;
  await vault.join(from, to);
  await repoint(models, from, to);
  for (const entry of handedOver) {
    await unlessTaken(() =>
      models.contacts.updateOne(
        { _id: to, 'identities.kind': { $ne: entry.kind } },
        { $push: { identities: entry } },
      ),
    );
  }
  await models.contacts.updateOne({ _id: from }, { $unset: { handedOver: 1 } });
}

const STRENGTH: Contact['optedOut'][] = ['nothing', 'invitations', 'everything'];

/** A yes to the data notice and a wish to be left alone count for the person, whoever of the two gave it. */
async function inheritWishes({ contacts }: Models, older: ContactDocument, newer: ContactDocument) {
  const strength = (one: ContactDocument) => STRENGTH.indexOf(one.optedOut as Contact['optedOut']);
  const optedOut = strength(newer) > strength(older) ? newer.optedOut : older.optedOut;
  const consent = newer.consented ? { consented: true, expiresAt: null } : {};
  await contacts.updateOne({ _id: older._id }, { $set: { optedOut, ...consent } });
}

async function repoint(models: Models, from: string, contactId: string): Promise<void> {
  const to = { $set: { contactId } };
  await models.messages.updateMany({ contactId: from }, to);
  await models.screenings.updateMany({ contactId: from }, to);
  await models.consents.updateMany({ contactId: from }, to);
  await models.dataRequests.updateMany({ contactId: from }, to);
  await repointEnrolments(models, from, contactId);
  await repointRows(models, from, contactId);
  await models.certificates.updateMany({ contactId: from }, to);
  await repointBookings(models, from, contactId);
  await models.advisors.updateMany({ contactId: from }, to);
  await repointInvitations(models, from, contactId);
  const handoffs = await models.handoffs.find({ contactId: from }).lean();
  for (const { _id } of handoffs) {
    const moved = await unlessTaken(() => models.handoffs.updateOne({ _id }, to));
    // The same request stands open with the one who stays.
    if (!moved) await models.handoffs.updateOne({ _id }, { $set: { contactId, open: false } });
  }
  await models.conversations.deleteOne({ _id: from });
}
