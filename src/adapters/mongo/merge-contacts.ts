import type { ContactDocument, Models } from './models.ts';

/**
 * Two contacts turn out to be one person: the older stays, records are repointed, the other keeps `mergedInto`.
 * Every write may be repeated: a crash in between is finished by the next message that names both.
 */
export async function mergeContacts(
  models: Models,
  older: ContactDocument,
  newer: ContactDocument,
): Promise<void> {
  const from = { contactId: newer._id };
  const to = { $set: { contactId: older._id } };
  await models.messages.updateMany(from, to);
  await models.screenings.updateMany(from, to);
  await models.consents.updateMany(from, to);
  await models.handoffs.updateMany({ ...from, open: false }, to);
  await models.handoffs.updateMany({ ...from, open: true }, { $set: { contactId: older._id, open: false } });
  // The newer one lets go first: an identity stands with one contact only.
  await models.contacts.updateOne({ _id: newer._id }, { $set: { mergedInto: older._id, identities: [] } });
  const consented = older.consented || newer.consented;
  await models.contacts.updateOne(
    { _id: older._id },
    { $set: { consented }, $addToSet: { identities: { $each: newer.identities } } },
  );
}
