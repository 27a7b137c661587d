import { stringify } from 'yaml';
import type { FaqDraft } from '../../usecases/console/faq-drafts.ts';

/** Drafts in the shape of `data/faq.yaml`, with what is to be moved to `locales/`: somebody who knows the text adds the passages. */
export function faqDraftYaml(drafts: FaqDraft[]): string {
  const entries = drafts.map(({ id, question, answer }) => ({
    id,
    version: 1,
    answer: `answer.${id}`,
    passages: [],
    draft: { question, answer },
  }));
  return stringify({ entries }, { lineWidth: 110 });
}
