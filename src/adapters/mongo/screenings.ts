import type { Verdict } from '../../domain/screening.ts';
import type { Answer } from '../../flow/conversation.ts';
import { territoryKey } from '../../usecases/console/scope.ts';
import type { ScreeningRecord, Screenings } from '../../usecases/ports.ts';
import { readable, type Vault } from '../../usecases/vault.ts';
import { isDuplicate } from './connection.ts';
import type { ScreeningDocument } from './documents.ts';
import type { Models } from './models.ts';

export function createScreenings(models: Models, vault: Vault): Screenings {
  const { screenings } = models;
  const toRecord = (found: ScreeningDocument) => toScreening(vault, found);
  return {
    async insert(screening) {
      const { id, verdict, answers, ...rest } = screening;
      const seal = await vault.of(screening.contactId);
      const sealed = seal(JSON.stringify(answers));
      try {
        const territory = territoryOf(answers);
        const document = { _id: id, ...rest, verdict, answers: sealed, territory };
        await screenings.collection.insertOne(document as never);
        await place(models, screening.contactId, territory);
        return screening;
      } catch (error) {
        const first = isDuplicate(error) ? await screenings.findById(id).lean() : null;
        if (!first) throw error;
        await place(models, first.contactId, first.territory ?? null);
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
      await place(models, contactId, null);
      return (await screenings.deleteMany({ contactId })).deletedCount;
    },
  };
}

/** Says on the contact, too, which chamber they belong to: lists are filtered by it. */
async function place({ contacts, conversations }: Models, _id: string, territory: string | null) {
  const change = territory === null ? { $unset: { territory: 1 } } : { $set: { territory } };
  await contacts.updateOne({ _id }, change);
  await conversations.updateOne({ _id }, change);
}

function territoryOf({ place: said }: Record<string, Answer>): string | null {
  const value = said?.value;
  const named = value !== null && typeof value === 'object' && !Array.isArray(value) ? value.territory : null;
  return typeof named === 'string' ? territoryKey(named) : null;
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
    ...(found.review && { decision: found.review.decision as NonNullable<ScreeningRecord['decision']> }),
  };
}
