import type { FaqDraft, FaqDrafts } from '../../usecases/console/faq-drafts.ts';
import type { ConsoleModels } from './console-models.ts';

export function createFaqDrafts({ faqDrafts }: Pick<ConsoleModels, 'faqDrafts'>): FaqDrafts {
  return {
    async save({ id, ...draft }) {
      await faqDrafts.updateOne({ _id: id }, { $set: draft }, { upsert: true });
    },
    async list(): Promise<FaqDraft[]> {
      const found = await faqDrafts.find().sort({ _id: 1 }).lean();
      return found.map(({ _id: id, question, answer, by, at }) => ({ id, question, answer, by, at }));
    },
  };
}
