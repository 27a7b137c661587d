import { beforeAll, beforeEach, expect, it } from 'vitest';
import { readFlowFiles } from '../../src/adapters/files/flow-files.ts';
import { FOLDERS } from '../../src/composition/paths.ts';
import { assembleWorld } from '../../src/composition/world.ts';
import type { Flow } from '../../src/flow/definition.ts';
import { createFlowSet } from '../../src/flow/flow-set.ts';
import type { World } from '../../src/flow/world.ts';
import type { Action } from '../../src/usecases/actions/action.ts';
import { createRehearsal, type Rehearsal } from '../../src/usecases/rehearse.ts';
import { FACTS, rehearsalHouse, shippedWorld } from '../support/rehearsal-house.ts';

const FLOW: Flow = {
  flow: 'times',
  version: 'v1',
  start: 'find',
  resumable: false,
  open: false,
  steps: {
    find: { do: 'find', next: 'time' },
    time: {
      ask: 'pick',
      text: 'time',
      from: 'times',
      reads: 'date',
      save: 'time',
      next: { more: 'find', when: 'wished', otherwise: 'taken' },
    },
    wished: { say: 'wished', next: 'leave' },
    taken: { say: 'taken', next: 'sure' },
    sure: { ask: 'yes-no', text: 'sure', next: { true: 'leave', false: 'leave' } },
    leave: { end: true },
  },
};
const TEXTS: Record<string, string> = {
  'times:time.ask': '¿A qué hora?',
  'times:time.again': '¿Cuál de estas horas?',
  'times:wished': 'Busco ese día.',
  'times:taken': 'Apartada.',
  'times:sure.ask': '¿Segura?',
  'times:sure.again': '¿Sí o no?',
};
const ROWS = [
  { id: 'ana-0900', title: 'mar 24 nov, 9:00 a. m.', description: 'Cámara de Cali' },
  { id: 'luz-1500', title: 'jue 26 nov, 3:00 p. m.', description: 'Cámara de Cali' },
  { id: 'more', title: 'Ver más horas' },
];
const NOW = new Date('2026-11-20T14:00:00Z');

let world: World;
let rows: object[];
beforeAll(async () => {
  const shipped = await shippedWorld();
  const { house, flows } = readFlowFiles(FOLDERS.flows);
  if (!house) throw new Error('the shipped flows are broken');
  const { texts } = shipped;
  world = assembleWorld({
    flows: createFlowSet(house, [...flows, FLOW]),
    texts: {
      ...texts,
      get: (locale, key, params) => TEXTS[key] ?? texts.get(locale, key, params),
      has: (locale, key) => key in TEXTS || (!key.startsWith('times:') && texts.has(locale, key)),
    },
    facts: FACTS,
  });
});
beforeEach(() => {
  rows = ROWS;
});

const find: Action = async () => ({ outcome: 'found', values: { times: rows as never } });

function opened(): { rehearsal: Rehearsal; first: ReturnType<Rehearsal['hear']> } {
  const house = rehearsalHouse(world);
  const rehearsal = createRehearsal({ ...house, actions: { ...house.actions, find } }, 'contact');
  return { rehearsal, first: rehearsal.hear({ kind: 'tap', payload: 'f:times', title: '' }, NOW) };
}

async function after(said: string): Promise<string> {
  const { rehearsal, first } = opened();
  await first;
  const { drafts } = await rehearsal.hear({ kind: 'text', text: said }, NOW);
  return drafts.map(({ text }) => text).join('\n');
}

it('shows the rows an action gave, with what they say', async () => {
  const { drafts } = await opened().first;
  expect(drafts.at(-1)).toMatchObject({
    kind: 'choices',
    choices: ROWS.map(({ id, ...row }) => ({ ...row, id: `o:times:v1:time:${id}` })),
  });
});

it.each([
  ['2', /Apartada/],
  ['la segunda', /Apartada/],
  ['jue 26 nov, 3:00 p. m.', /Apartada/],
  ['el jueves en la tarde', /Busco ese día/],
  ['mañana a las 3', /Busco ese día/],
  ['ver más horas', /¿A qué hora\?/],
  ['asdf qwer', /no le entendí[\s\S]*¿Cuál de estas horas\?/],
])('takes “%s” for what it is', async (said, expected) => {
  expect(await after(said)).toMatch(expected);
});

it('takes another row of the same list instead, as long as nothing else was opened', async () => {
  const { rehearsal, first } = opened();
  const [list] = (await first).drafts;
  const payloads = list?.kind === 'choices' ? list.choices.map(({ id }) => id) : [];
  await rehearsal.hear({ kind: 'tap', payload: payloads[0] ?? '', title: '' }, NOW);
  const { conversation } = await rehearsal.hear({ kind: 'tap', payload: payloads[1] ?? '', title: '' }, NOW);
  expect(conversation.frames.at(-1)).toMatchObject({
    step: 'sure',
    answers: { time: { value: 'luz-1500' } },
  });
});

it('looks anew where a row of a list that is gone is tapped', async () => {
  const { rehearsal, first } = opened();
  const [list] = (await first).drafts;
  const old = list?.kind === 'choices' ? (list.choices[0]?.id ?? '') : '';
  await rehearsal.hear({ kind: 'text', text: 'menú' }, NOW);
  rows = ROWS.slice(1);
  const later = await rehearsal.hear({ kind: 'tap', payload: old, title: '' }, NOW);
  expect(later.drafts.map(({ text }) => text).join('\n')).toMatch(/lista es de antes[\s\S]*¿A qué hora\?/);
  const made = await rehearsal.hear({ kind: 'tap', payload: 'o:times:v1:time:ana-0900', title: '' }, NOW);
  expect(made.drafts.map(({ text }) => text).join('\n')).toMatch(/lista es de antes/);
});
