import { loadUnderstanding } from '../adapters/files/understanding-files.ts';
import type { LoadedTexts } from '../adapters/i18next/texts.ts';
import type { Models } from '../adapters/mongo/models.ts';
import type { Json, Values } from '../flow/conversation.ts';
import { createFlowSet } from '../flow/flow-set.ts';
import { createReaders } from '../flow/readers.ts';
import { createUnderstander, type Understander } from '../flow/understanding/understander.ts';
import type { FlowSet, Texts, Wish, World } from '../flow/world.ts';
import type { HouseParts } from './house.ts';
import { FOLDERS } from './paths.ts';
import { publish } from './publish.ts';
import { loadScript } from './script.ts';

/** What the engine leans on: flows and their kept versions, texts, understanding, the house's facts. */
export async function createWorld(
  parts: HouseParts & { texts: LoadedTexts; models: Models },
): Promise<World> {
  const { config, texts, models, publicUrl, overrides } = parts;
  const { flowsFolder, localesFolder } = overrides;
  const script = loadScript(texts, { flows: flowsFolder, locales: localesFolder });
  const { kept, needs } = await publish(models, script, texts);
  return assembleWorld({
    flows: createFlowSet(script.house, script.flows, { kept, needs }),
    texts,
    facts: {
      controller: config.controller.name,
      controllerContact: config.controller.contact,
      policyUrl: config.controller.policyUrl ?? `${publicUrl}/privacy`,
    },
  });
}

/** The given flows, texts and facts with the house's own understanding. */
export function assembleWorld(parts: { flows: FlowSet; texts: Texts; facts: Values }): World {
  const { model, territories } = loadUnderstanding(FOLDERS.data);
  const understander = createUnderstander(model, territories);
  return {
    ...parts,
    ...createReaders(understander.findPlace),
    understand: (said) => toWish(understander, said),
  };
}

/** A place on its own ("¿y Leticia?") is a question too. */
const FEW_WORDS = 4;

function toWish(understander: Understander, said: string): Wish {
  const { kind, intents, offers, place } = understander.understand(said);
  const named: Json = place ? { ...place, options: place.options ?? [] } : null;
  if (kind === 'answer') return { kind, intents, place: named };
  if (named && said.trim().split(/\s+/).length <= FEW_WORDS)
    return { kind: 'answer', intents: ['territorios'], place: named };
  return kind === 'offer' ? { kind, intents: offers, place: named } : { kind: 'none' };
}
