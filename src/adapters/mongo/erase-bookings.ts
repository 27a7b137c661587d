import type { SessionModels } from './session-models.ts';

/** In the place of whoever is deleted: that somebody came stays, who it was does not. */
export const ERASED = 'erased';

/** Sessions ahead are given up and their seats are free; those that were stay as facts without a person. Safe to repeat. */
export async function eraseBookings(
  { bookings, waitlist }: Pick<SessionModels, 'bookings' | 'waitlist'>,
  contactId: string,
  now: Date,
): Promise<void> {
  const nobody = { contactId: ERASED, enrolmentId: null };
  // Claims name the contact, too.
  const unclaimed = { $unset: { claims: 1 as const } };
  const ahead = { contactId, state: { $in: ['held' as const, 'booked' as const] }, endsAt: { $gt: now } };
  await bookings.updateMany(ahead, { $set: { ...nobody, state: 'cancelled' }, ...unclaimed });
  await bookings.updateMany({ contactId }, { $set: nobody, ...unclaimed });
  await waitlist.deleteMany({ contactId });
}
