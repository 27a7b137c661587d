import type { Verdict } from '../../domain/screening.ts';
import type { Answer } from '../../flow/conversation.ts';
import type { ScreeningRecord, Screenings } from '../../usecases/ports.ts';
import { readable, type Vault } from '../../usecases/vault.ts';
import { isDuplicate } from './connection.ts';
import type { ScreeningDocument } from './documents.ts';
import type { Models } from './models.ts';

export function createScreenings({ screenings }: Models, vault: Vault): Screenings {
  const toRecord = (found: ScreeningDocument) => toScreening(vault, found);
  return {
    async insert(screening) {
      const { id, verdict, answers, ...rest } = screening;
      const seal = await vault.of(screening.contactId);
      const sealed = seal(JSON.stringify(answers));
      try {
        await screenings.collection.insertOne({ _id: id, ...rest, verdict, answers: sealed } as never);
        return screening;
      } catch (error) {
        const first = isDuplicate(error) ? await screenings.findById(id).lean() : null;
        if (!first) throw error;
        return await toRecord(first);
      }
    },
    async latest(contactId) {
      const found = await screenings.findOne({ contactId }).sort({ at: -1 }).lean();
      return found && (await toRecord(found));
    },
    async askReview(id, at) {
      await screenings.updateOne({ _id: id, reviewAskedAt: null }, { $set: { reviewAskedAt: at } });
    },
    async deleteOf(contactId) {
      return (await screenings.deleteMany({ contactId })).deletedCount;
    },
  };
}

/** Without its answers where their key is shredded. */
export async function toScreening(vault: Vault, found: ScreeningDocument): Promise<ScreeningRecord> {
  const answers = await readable(vault, found.answers);
  return {
    id: found._id,
    contactId: found.contactId,
    at: found.at,
    rubricVersion: found.rubricVersion,
    answers: answers === null ? {} : (JSON.parse(answers) as Record<string, Answer>),
    verdict: found.verdict as Verdict,
    reviewAskedAt: found.reviewAskedAt,
  };
}
