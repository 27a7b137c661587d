import { Document } from '@langchain/core/documents';
import { BaseRetriever } from '@langchain/core/retrievers';

/** One answer of the FAQ in one language, with what it rests on. */
export type FaqEntry = { id: string; version: number; text: string; passages: string[] };

export type FaqMetadata = { id: string; version: number; passages: string[] };

export type FaqRetrieverOptions = {
  entries: FaqEntry[];
  /** Ids by fit to a question, best first; none when nothing fits. */
  rank: (question: string) => string[];
  /** How many entries to return. */
  limit?: number;
};

/** The FAQ as LangChain sees it: the entries that fit a question, as documents. */
export class FaqRetriever extends BaseRetriever<FaqMetadata> {
  override lc_namespace = ['fortaleser', 'faq'];
  readonly #entries: Map<string, FaqEntry>;
  readonly #rank: (question: string) => string[];
  readonly #limit: number;

  constructor({ entries, rank, limit = 3 }: FaqRetrieverOptions) {
    super();
    this.#entries = new Map(entries.map((entry) => [entry.id, entry]));
    this.#rank = rank;
    this.#limit = limit;
  }

  override async _getRelevantDocuments(question: string): Promise<Document<FaqMetadata>[]> {
    return this.#rank(question)
      .flatMap((id) => this.#entries.get(id) ?? [])
      .slice(0, this.#limit)
      .map(({ id, version, text, passages }) => {
        return new Document({ id, pageContent: text, metadata: { id, version, passages } });
      });
  }
}
