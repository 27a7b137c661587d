import { loadRubric } from '../adapters/files/rubric-file.ts';
import type { LoadedTexts } from '../adapters/i18next/texts.ts';
import { countStands, keepFlowVersions, loadFlowVersions } from '../adapters/mongo/flow-versions.ts';
import type { Models } from '../adapters/mongo/models.ts';
import type { Flow } from '../flow/definition.ts';
import type { Needs } from '../flow/migration.ts';
import { type Fate, planMigration } from '../flow/migration-plan.ts';
import { ACTIONS } from '../usecases/actions/registry.ts';
import { actionSignatures } from '../usecases/actions/signatures.ts';
import { FOLDERS } from './paths.ts';
import { type Script, ScriptFault } from './script.ts';

export type Published = { kept: Flow[]; needs: Needs; fates: Fate[] };

/** Compares the flows with the people who wait in earlier versions; throws a ScriptFault where somebody would be stranded. */
export async function comparePeople(models: Models, { flows }: Script): Promise<Published> {
  const signatures = actionSignatures(loadRubric(FOLDERS.data));
  const needs: Needs = (action) => signatures[action]?.needs ?? [];
  const kept = (await loadFlowVersions(models)).map(({ flow }) => flow);
  const stands = await countStands(models);
  const fates = planMigration({ stands, kept, flows, actions: new Set(Object.keys(ACTIONS)), needs });
  const stranded = fates.flatMap(({ flow, version, step, people, move }) =>
    move.kind === 'broken'
      ? [
          `${flow}@${version} step "${step}" (${people} waiting): ${move.reason}\n    → Put it back, or name the step under was: in the step that takes over.`,
        ]
      : [],
  );
  if (stranded.length > 0) throw new ScriptFault(`People would be stranded:\n${stranded.join('\n')}`);
  return { kept, needs, fates };
}

/** Keeps the flows as published now, with their texts; and gives earlier versions back the texts the files have lost. */
export async function publish(models: Models, script: Script, texts: LoadedTexts): Promise<Published> {
  const published = await comparePeople(models, script);
  await keepFlowVersions(models, script.flows, (flow) =>
    Object.fromEntries(texts.locales.map((locale) => [locale, texts.written(locale, flow)])),
  );
  for (const { flow, texts: earlier } of await loadFlowVersions(models))
    for (const [locale, written] of Object.entries(earlier)) texts.keep(locale, flow.flow, written);
  return published;
}
