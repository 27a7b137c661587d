import { loadFaq } from '../adapters/files/faq-file.ts';
import { loadChatModel } from '../adapters/langchain/chat-model.ts';
import { createFaqAnswer } from '../adapters/langchain/faq-answer.ts';
import { FaqRetriever } from '../adapters/langchain/faq-retriever.ts';
import type { World } from '../flow/world.ts';
import type { Advancing } from '../usecases/advance.ts';
import type { Log } from '../usecases/ports.ts';
import { FOLDERS } from './paths.ts';

/** Answers from the FAQ, one chain a language; a chat model may phrase them where LLM_MODEL names one. */
export async function createFaqAnswerer(options: {
  world: World;
  locales: string[];
  llmModel: string | undefined;
  log: Log;
}): Promise<Advancing['answerer']> {
  const { world, locales, llmModel, log } = options;
  const model = llmModel ? await loadChatModel(llmModel) : null;
  const sources = loadFaq(FOLDERS.data);
  const rank = (question: string) => {
    const wish = world.understand(question);
    return wish.kind === 'none' ? [] : wish.intents;
  };
  const chains = new Map(
    locales.map((locale) => {
      const entries = sources.map(({ id, version, answer, passages }) => {
        return { id, version, passages, text: world.texts.get(locale, `faq:${answer}`) };
      });
      return [locale, createFaqAnswer({ retriever: new FaqRetriever({ entries, rank }), model })];
    }),
  );
  return async ({ question, ids, text, locale }) => {
    const answer = await chains.get(locale)?.invoke({ question, entry: { ids, text } });
    if (answer?.refused) log.warn('model answer not sent', { reason: answer.refused });
    return answer?.text ?? text;
  };
}
