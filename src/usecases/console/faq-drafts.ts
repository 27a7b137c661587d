/** An answer that a coordinator proposes for questions nothing was found for; it is published by hand, in `data/faq.yaml`. */
export type FaqDraft = { id: string; question: string; answer: string; by: string; at: Date };

export interface FaqDrafts {
  /** Under its id, over an earlier one. */
  save(draft: FaqDraft): Promise<void>;
  list(): Promise<FaqDraft[]>;
}
