import { beforeAll, expect, it } from 'vitest';
import type { Wish, World } from '../../src/flow/world.ts';
import { createRehearsal } from '../../src/usecases/rehearse.ts';
import { rehearsalHouse, shippedWorld } from '../support/rehearsal-house.ts';

const UNSURE = 'horas o lugares';
const AT = new Date('2026-11-20T14:00:00Z');

let world: World;
beforeAll(async () => {
  const shipped = await shippedWorld();
  const offer: Wish = { kind: 'offer', intents: ['duracion', 'territorios'], place: null };
  world = { ...shipped, understand: (said) => (said === UNSURE ? offer : shipped.understand(said)) };
});

it.each([
  ['its number', '2'],
  ['its words', 'en que lugares esta'],
])('what is offered when unsure is found by %s', async (_how, said) => {
  const rehearsal = createRehearsal(rehearsalHouse(world), 'contact');
  const hear = (text: string) => rehearsal.hear({ kind: 'text', text }, AT);
  await hear('hola');
  const offered = await hear(UNSURE);
  expect(offered.drafts).toMatchObject([
    {
      kind: 'choices',
      choices: [{ title: 'Cuánto dura' }, { title: 'En qué lugares está' }, { title: 'Menú' }],
    },
  ]);
  const [answer] = (await hear(said)).drafts;
  expect(answer?.text).toContain('33 territorios');
});
