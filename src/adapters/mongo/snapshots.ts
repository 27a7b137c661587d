import { type Conversation, type Frame, serialise } from '../../flow/conversation.ts';
import { openConversation, type Sealing } from '../../usecases/open-conversation.ts';
import { isDuplicate } from './connection.ts';
import { expiryFrom } from './message-document.ts';
import type { Models } from './models.ts';

/** The copy of each conversation in the records, for the day Redis has lost it. */
export type Snapshots = {
  load(contactId: string): Promise<Conversation | null>;
  save(conversation: Conversation): Promise<void>;
};

export function createSnapshots({ conversations }: Models, sealing: Sealing): Snapshots {
  return {
    async load(contactId) {
      const found = await conversations.findById(contactId).lean();
      return found && (await openConversation(sealing, { contactId, ...found }));
    },
    async save(conversation) {
      const { contactId, revision, frames, parked, owner } = conversation;
      const standOf = (frame: Frame) => `${frame.flow}@${frame.version}:${frame.step}`;
      const stands = frames.map(standOf);
      const left = Object.values(parked).map(standOf);
      const seal = await sealing.vault.of(contactId);
      const state = seal(serialise(conversation));
      const now = new Date();
      const lastInboundAt = conversation.lastInboundAt && new Date(conversation.lastInboundAt);
      // Answers stay as long as their consent; who gave none is forgotten.
      const expiresAt = conversation.memory.consent === 'given' ? null : expiryFrom(now);
      try {
        await conversations.updateOne(
          { _id: contactId, revision: { $lt: revision } },
          { $set: { revision, state, stands, left, owner, lastInboundAt, updatedAt: now, expiresAt } },
          { upsert: true },
        );
      } catch (error) {
        // The document is there with this revision or a higher one: nothing to do.
        if (!isDuplicate(error)) throw error;
      }
    },
  };
}
