import { beforeAll, expect, it } from 'vitest';
import { createFlowSet } from '../../src/flow/flow-set.ts';
import type { World } from '../../src/flow/world.ts';
import { type Heard, shadow } from '../../src/usecases/shadow.ts';
import { planted, shipped } from '../support/planted.ts';
import { rehearsalHouse, shippedWorld } from '../support/rehearsal-house.ts';

let published: World;
let draft: World;
beforeAll(async () => {
  published = await shippedWorld();
  const edited = planted(await shipped(), {
    steps: {
      screening: {
        records: null,
        sales: {
          ask: 'choice',
          text: 'sales',
          save: 'sales',
          options: ['up', 'same', 'down'],
          next: 'customers',
        },
      },
    },
  });
  draft = { ...published, flows: createFlowSet(edited.house, edited.flows) };
});

const ASKING = ['hola', '¿cuánto dura el programa?'];
const SCREENED = [
  'menú',
  'ver si cumplo',
  'sí',
  '3 años',
  '4',
  'en un local',
  'vendo empanadas',
  'Pereira, Risaralda',
];

it('tells where a draft parts from what was published, and where it does not', async () => {
  const houses = { published: () => rehearsalHouse(published), draft: () => rehearsalHouse(draft) };
  const report = await shadow(houses, [heard(ASKING), heard([...SCREENED, 'Han subido', 'Siempre'])]);
  expect(report).toEqual({
    conversations: 2,
    turns: 12,
    same: 1,
    verdicts: 0,
    differences: [
      {
        conversation: 2,
        turn: 9,
        published: { step: 'screening.records', verdict: null },
        draft: { step: 'screening.customers', verdict: null },
      },
    ],
  });
});

it('counts a verdict that becomes another', async () => {
  const strict = rehearsalHouse(published).rubric;
  const published40 = () => rehearsalHouse(published);
  const draft100 = () => ({
    ...rehearsalHouse(published),
    rubric: { ...strict, score: { ...strict.score, threshold: 101 } },
  });
  const whole = heard([...SCREENED, 'Han subido', 'Siempre', 'Llegan más', 'Sí, puedo']);
  const report = await shadow({ published: published40, draft: draft100 }, [whole]);
  expect(report).toMatchObject({
    verdicts: 1,
    differences: [{ published: { verdict: 'eligible' }, draft: { verdict: 'review' } }],
  });
});

function heard(said: string[]): Heard {
  return said.map((text, index) => ({
    content: { kind: 'text', text },
    at: new Date(Date.parse('2026-11-20T14:00:00Z') + index * 20_000),
  }));
}
