import type { BaseChatModel } from '@langchain/core/language_models/chat_models';

/** A chat model from LLM_MODEL, "provider:model"; the provider's package is loaded only then. */
export async function loadChatModel(
  setting: string,
  importer: Importer = (name) => import(name),
): Promise<BaseChatModel> {
  const [provider = '', ...rest] = setting.split(':');
  const model = rest.join(':');
  const known = PROVIDERS[provider];
  if (known === undefined || model === '') {
    throw new ChatModelError(
      `LLM_MODEL is "${setting}"; write provider:model with one of ${Object.keys(PROVIDERS).join(', ')}`,
    );
  }
  const [packageName, className] = known;
  let loaded: Record<string, unknown>;
  try {
    loaded = (await importer(packageName)) as Record<string, unknown>;
  } catch (cause) {
    throw new ChatModelError(
      `LLM_MODEL is "${setting}", which needs ${packageName}: npm install ${packageName}`,
      { cause },
    );
  }
  const Model = loaded[className] as (new (fields: object) => BaseChatModel) | undefined;
  if (typeof Model !== 'function')
    throw new ChatModelError(`${packageName} has no ${className}; its version is not known here`);
  return new Model({ model, temperature: 0, maxRetries: 0 });
}

type Importer = (packageName: string) => Promise<unknown>;

const PROVIDERS: Readonly<Record<string, readonly [packageName: string, className: string]>> = {
  openai: ['@langchain/openai', 'ChatOpenAI'],
  anthropic: ['@langchain/anthropic', 'ChatAnthropic'],
  ollama: ['@langchain/ollama', 'ChatOllama'],
  google: ['@langchain/google-genai', 'ChatGoogleGenerativeAI'],
  mistral: ['@langchain/mistralai', 'ChatMistralAI'],
  groq: ['@langchain/groq', 'ChatGroq'],
};

export class ChatModelError extends Error {
  override name = 'ChatModelError' as const;
}
