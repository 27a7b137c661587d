import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { readFlowFiles } from '../../src/adapters/files/flow-files.ts';
import { type LoadedTexts, loadTexts } from '../../src/adapters/i18next/texts.ts';
import { connectRecords, type Records } from '../../src/adapters/mongo/connection.ts';
import { countStands } from '../../src/adapters/mongo/flow-versions.ts';
import { FOLDERS } from '../../src/composition/paths.ts';
import { publish } from '../../src/composition/publish.ts';
import { type Script, ScriptFault } from '../../src/composition/script.ts';
import type { Step } from '../../src/flow/definition.ts';
import { databaseOf } from '../support/test-app.ts';

let records: Records;
let texts: LoadedTexts;
let script: Script;
beforeAll(async () => {
  records = await connectRecords(databaseOf(inject('mongodbUri')), { indexes: true });
  texts = await loadTexts(FOLDERS.locales, 'America/Bogota');
  const { house, flows } = readFlowFiles(FOLDERS.flows);
  if (!house) throw new Error('the shipped flows are broken');
  script = { house, flows };
  await publish(records.models, script, texts);
});
afterAll(() => records.close());

it('says of everybody who waits what an edit means for them', async () => {
  await wait('ana', ['screening', 'people']);
  await wait('luz', ['screening', 'premises']);
  await wait('eva', ['menu', 'choose'], ['screening', 'sales']);
  const edited = edit({
    premises: {
      ask: 'premises',
      text: 'premises',
      save: 'premises',
      options: ['shop', 'home'],
      next: 'sector',
    },
    sales: null,
    trend: {
      ask: 'choice',
      text: 'sales',
      save: 'sales',
      options: ['up', 'same', 'down'],
      was: ['sales'],
      next: 'records',
    },
  });
  const { fates } = await publish(records.models, edited, texts);
  expect(Object.fromEntries(fates.map(({ flow, step, move }) => [`${flow}.${step}`, move]))).toEqual({
    'menu.choose': { kind: 'stays' },
    'screening.people': { kind: 'stays' },
    'screening.premises': { kind: 'finishes' },
    'screening.sales': { kind: 'moves', step: 'trend' },
  });
});

it('refuses to take away an action that somebody who waits still needs', async () => {
  const retired = edit({
    effort: { ask: 'choice', text: 'effort', save: 'effort', options: ['ready'], next: 'decide-now' },
  });
  const gone = { ...retired, flows: retired.flows.map((flow) => withAction(flow, 'decide-by-hand')) };
  await publish(records.models, gone, texts);
  await wait('sol', ['screening', 'effort'], undefined, versionOf(gone));
  await expect(publish(records.models, script, texts)).rejects.toThrow(ScriptFault);
  await expect(publish(records.models, script, texts)).rejects.toThrow(
    'they still need the action "decide-by-hand"',
  );
});

it('gives an earlier version back the texts that the files have lost', async () => {
  const { models } = records;
  const source = JSON.stringify({ flow: 'screening', start: 'old', steps: { old: { end: true } } });
  const kept = JSON.stringify({ es: { farewell: 'Hasta luego', begin: 'Antes' }, en: {} });
  await models.flowVersions.create({
    _id: 'screening@gone',
    flow: 'screening',
    version: 'gone',
    source,
    texts: kept,
    createdAt: new Date(0),
    publishedAt: new Date(0),
  });
  await models.conversations.deleteMany({});
  await publish(models, script, texts);
  expect(texts.get('es', 'screening:farewell')).toBe('Hasta luego');
  expect(texts.get('es', 'screening:begin')).not.toBe('Antes');
});

it('counts people where they stand and where they left', async () => {
  await wait('ana', ['screening', 'people']);
  await wait('eva', ['menu', 'choose'], ['screening', 'people']);
  expect(await countStands(records.models)).toContainEqual({
    flow: 'screening',
    version: versionOf(script),
    step: 'people',
    people: 2,
  });
});

function edit(steps: Record<string, Step | null>): Script {
  const flows = script.flows.map((flow) => {
    if (flow.flow !== 'screening') return flow;
    const edited = Object.entries({ ...flow.steps, ...steps }).filter(
      (entry): entry is [string, Step] => entry[1] !== null,
    );
    return { ...flow, version: `edit-${Object.keys(steps).length}`, steps: Object.fromEntries(edited) };
  });
  return { ...script, flows };
}

function withAction(flow: Script['flows'][number], action: string): Script['flows'][number] {
  if (flow.flow !== 'screening') return flow;
  return { ...flow, steps: { ...flow.steps, 'decide-now': { do: action, next: 'leave' } } };
}

function versionOf({ flows }: Script): string {
  return flows.find(({ flow }) => flow === 'screening')?.version ?? '';
}

type At = [flow: string, step: string];

async function wait(contact: string, at: At, left?: At, version?: string): Promise<void> {
  const named = ([flow, step]: At) =>
    `${flow}@${version ?? script.flows.find((one) => one.flow === flow)?.version}:${step}`;
  await records.models.conversations.updateOne(
    { _id: contact },
    {
      $set: {
        revision: 1,
        state: 'sealed',
        stands: [named(at)],
        left: left ? [named(left)] : [],
        updatedAt: new Date(),
      },
    },
    { upsert: true },
  );
}
