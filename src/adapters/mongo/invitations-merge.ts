import { claimsOfRsvp, rsvpIdOf } from '../../domain/rsvp.ts';
import type { EventModels, RsvpDocument } from './event-models.ts';
import { unlessTaken } from './unless-taken.ts';

/** Answers to invitations of a contact that turned out to be another one. Safe to repeat. */
export async function repointInvitations(
  { invitations }: Pick<EventModels, 'invitations'>,
  from: string,
  contactId: string,
): Promise<void> {
  for (const old of await invitations.find({ contactId: from }).lean()) {
    const _id = rsvpIdOf(old.eventId, contactId);
    if (!(await invitations.exists({ _id }))) {
      // A claim stands with one answer only: the old one lets go, and what it held is known from its seats and code.
      await invitations.updateOne({ _id: old._id }, { $set: { claims: [] } });
      const add = (change: Partial<RsvpDocument>) =>
        unlessTaken(() => invitations.collection.insertOne({ ...old, _id, contactId, ...change } as never));
      const moved = await add({ claims: claimsOfRsvp(old) });
      // Somebody sat down in that very moment: they wait in the first place.
      if (!moved) await add({ seats: [], claims: [], answer: 'waiting', waitingSince: old.answeredAt });
    }
    await invitations.deleteOne({ _id: old._id });
  }
}
