import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await startTestWorld();
});
afterAll(() => world.close());

const ANA = 'whatsapp:+573000000001';

it('walks a shopkeeper from hello over a question to a verdict', async () => {
  const { fake } = world;
  let count = 0;
  const hear = async () => (await fake.waitForInbox(ANA, ++count)).at(-1);
  const show = async (said: string) => {
    const b = await hear();
    if (process.env.SHOW) console.log(`> ${said}\n${b?.screen}\n`);
    return b;
  };
  await fake.say(ANA, 'hola');
  await show('hola');
  await fake.say(ANA, 'y eso cuánto dura pues');
  await show('cuanto dura');
  await fake.tap(ANA, 'Ver si cumplo');
  await show('tap');
  await fake.tap(ANA, 'Sí');
  await show('sí');
  for (const said of [
    'como 3 añitos',
    'mi esposo y yo',
    'en la casa',
    'vendo empanadas',
    'Armenia',
    'Armenia, Quindío',
    'Han subido',
    'a veces',
    'Llegan más',
    'sí puedo',
  ]) {
    await fake.say(ANA, said);
    await show(said);
  }
  expect(fake.inbox(ANA).at(-1)?.text).toContain('requisitos publicados');
});
