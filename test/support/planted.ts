import { readFlowFiles } from '../../src/adapters/files/flow-files.ts';
import { loadRubric } from '../../src/adapters/files/rubric-file.ts';
import { loadTexts } from '../../src/adapters/i18next/texts.ts';
import { FOLDERS } from '../../src/composition/paths.ts';
import type { ActionSignature } from '../../src/flow/checks/action-signature.ts';
import type { Checked, WrittenTexts } from '../../src/flow/checks/rule.ts';
import type { Flow, House, Step } from '../../src/flow/definition.ts';
import { createReaders } from '../../src/flow/readers.ts';
import { actionSignatures } from '../../src/usecases/actions/signatures.ts';
import { FACTS } from './rehearsal-house.ts';

/** A change to the shipped flows: steps put in place of theirs (null takes one away), texts, actions, the house. */
export type Plant = {
  steps?: Record<string, Record<string, Step | null>>;
  flows?: Flow[];
  /** `es:menu:hello` → the text; null takes it away. */
  texts?: Record<string, string | null>;
  actions?: Record<string, ActionSignature>;
  house?: Partial<House>;
};

/** The shipped flows, texts and actions, as the rules see them. */
export async function shipped(): Promise<Checked> {
  const texts = await loadTexts(FOLDERS.locales, 'America/Bogota');
  const { house, flows } = readFlowFiles(FOLDERS.flows);
  if (!house) throw new Error('the shipped flows are broken');
  return {
    house,
    flows,
    texts,
    locales: texts.locales,
    actions: actionSignatures(loadRubric(FOLDERS.data)),
    facts: FACTS,
    readers: createReaders(() => null).readers,
  };
}

export function planted(checked: Checked, plant: Plant): Checked {
  const flows = checked.flows.map((flow) => {
    const steps = { ...flow.steps };
    for (const [name, step] of Object.entries(plant.steps?.[flow.flow] ?? {}))
      if (step) steps[name] = step;
      else delete steps[name];
    return { ...flow, steps };
  });
  return {
    ...checked,
    flows: [...flows, ...(plant.flows ?? [])],
    house: { ...checked.house, ...plant.house },
    actions: { ...checked.actions, ...plant.actions },
    texts: withTexts(checked.texts, plant.texts ?? {}),
  };
}

function withTexts(texts: WrittenTexts, changed: Record<string, string | null>): WrittenTexts {
  const at = (locale: string, key: string) => changed[`${locale}:${key}`];
  const gone = (locale: string, key: string) => at(locale, key) === null;
  return {
    ...texts,
    has: (locale, key) => !gone(locale, key) && (at(locale, key) !== undefined || texts.has(locale, key)),
    raw: (locale, key) => at(locale, key) ?? (gone(locale, key) ? '' : texts.raw(locale, key)),
    get: (locale, key, params) => at(locale, key) ?? texts.get(locale, key, params),
    keys: (locale) => {
      const added = Object.keys(changed)
        .filter((name) => name.startsWith(`${locale}:`))
        .map((name) => name.slice(locale.length + 1));
      return [...new Set([...texts.keys(locale), ...added])].filter((key) => !gone(locale, key));
    },
  };
}
