import type { SessionModels } from './session-models.ts';
import { unlessTaken } from './unless-taken.ts';

/** Sessions and places in line of a contact that turned out to be another one. Safe to repeat. */
export async function repointBookings(
  { bookings, waitlist }: Pick<SessionModels, 'bookings' | 'waitlist'>,
  from: string,
  contactId: string,
): Promise<void> {
  for (const { _id, claims = [] } of await bookings.find({ contactId: from }).lean()) {
    const others = claims.filter((claim) => !claim.startsWith(`c:${from}:`));
    const theirs = claims.map((claim) => claim.replace(`c:${from}:`, `c:${contactId}:`));
    const point = (change: object) =>
      bookings.collection.updateOne({ _id, contactId: from } as object, { $set: { contactId, ...change } });
    const kept = claims.length > 0;
    // As two contacts they could book the same hour twice: both stand until one is cancelled.
    if (!(await unlessTaken(() => point(kept ? { claims: theirs } : {})))) await point({ claims: others });
  }
  for (const { _id } of await waitlist.find({ contactId: from }).lean())
    if (!(await unlessTaken(() => waitlist.updateOne({ _id }, { $set: { contactId } }))))
      await waitlist.deleteOne({ _id });
}
