import type { Erasure } from '../../usecases/data-rights/ports.ts';
import { readable, type Vault } from '../../usecases/vault.ts';
import { createCertificates } from './certificates.ts';
import { createEnrolments } from './enrolments.ts';
import { eraseBookings } from './erase-bookings.ts';
import { gapIdOf } from './gaps.ts';
import type { Models } from './models.ts';

/** Gaps one turn may note: an action a place in the turn. */
const PLACES_IN_TURN = 20;

export function createErasure(models: Models, vault: Vault, clock = () => new Date()): Erasure {
  const enrolments = createEnrolments(models, vault);
  const certificates = createCertificates(models, vault);

  /** Who they are is needed to answer them, for as long as somebody without consent is kept; it goes under the new key. */
  async function resealIdentities(contactId: string): Promise<void> {
    const contact = await models.contacts.findById(contactId).lean();
    for (const { hash, sealed } of contact?.identities ?? []) {
      const value = await readable(vault, sealed);
      if (value === null) continue;
      const seal = await vault.of(contactId);
      await models.contacts.updateOne(
        { _id: contactId, 'identities.hash': hash },
        { $set: { 'identities.$.sealed': seal(value) } },
      );
    }
  }

  async function deleteGaps(contactId: string): Promise<void> {
    const turns = await models.messages.find({ contactId, direction: 'in' }, { _id: 1 }).lean();
    const places = Array.from({ length: PLACES_IN_TURN }, (_, k) => k);
    const ids = turns.flatMap(({ _id }) => places.map((k) => gapIdOf(vault, `${_id}.${k}`)));
    await models.gaps.deleteMany({ _id: { $in: ids } });
  }

  return {
    async erase(contactId) {
      const now = clock();
      await vault.retire(contactId, now);
      await resealIdentities(contactId);
      await deleteGaps(contactId);
      await models.screenings.deleteMany({ contactId });
      await eraseBookings(models, contactId, now);
      await models.invitations.deleteMany({ contactId });
      await enrolments.anonymise(contactId);
      await certificates.anonymise(contactId);
      // Their ids stay, so that none is taken in twice; what they said does not.
      await models.messages.updateMany({ contactId, open: false }, { $set: { content: '' } });
    },
    shred: (now) => vault.shred(now),
  };
}
