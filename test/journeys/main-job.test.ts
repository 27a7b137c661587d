import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCli } from '../support/processes.ts';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await startTestWorld();
});
afterAll(() => world.close());

const ANA = 'whatsapp:+573000000001';

/** Says or taps, and reads the one message that comes back. */
async function hear(act: () => Promise<unknown>): Promise<string> {
  const { fake } = world;
  const read = fake.inbox(ANA).length;
  // A person takes a few seconds to read and write; nobody gets fifteen answers in half a minute.
  fake.clock.advance(5_000);
  await act();
  return (await fake.waitForInbox(ANA, read + 1)).at(-1)?.screen ?? '';
}

it('walks a shopkeeper from hello over questions to a verdict, and the chamber finds the screening', async () => {
  const { fake, env } = world;
  const say = (text: string) => hear(() => fake.say(ANA, text));
  const tap = (title: string) => hear(() => fake.tap(ANA, title));

  const hello = await say('hola');
  expect(hello).toContain('asistente automático');
  expect(hello).toContain('/privacy');
  expect(hello).toMatch(/Ver opciones: \[Ver si cumplo/);
  expect(await say('y eso cuánto dura pues')).toContain('50 horas');

  expect(await tap('Ver si cumplo')).toMatch(/responde[\s\S]*mis datos[\s\S]*¿Autoriza/);
  expect(await tap('Sí')).toContain('¿Hace cuánto');
  expect(await say('como 3 añitos')).toContain('¿Cuántas personas');
  // A question in between is answered, and the flow's question put again.
  expect(await say('¿dan certificado?')).toMatch(/certificado[\s\S]*¿Cuántas personas/);
  expect(await say('mi esposo y yo')).toContain('¿Dónde atiende');
  expect(await say('en la casa')).toContain('¿A qué se dedica');
  expect(await say('vendo empanadas')).toContain('municipio');
  expect(await say('Rionegro')).toContain('departamento');
  expect(await say('Rionegro, Antioquia')).toContain('ventas');
  // An earlier answer taken back in the middle.
  expect(await say('no espere, somos 4 personas')).toMatch(/cambié[\s\S]*ventas/);
  expect(await tap('Han subido')).toContain('cuentas');
  expect(await say('la 2')).toContain('clientes');
  expect(await tap('Llegan más')).toContain('50 horas');
  const verdict = await tap('Sí, puedo');
  expect(verdict).toContain('cumple los requisitos publicados');
  expect(verdict).toContain('convocatoria abierta');

  const exported = await runCli(['export', 'screenings'], { env });
  const [screening] = exported.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(screening).toMatchObject({
    contact: '+573000000001',
    verdict: 'eligible',
    answers: {
      operatingMonths: { said: 'como 3 añitos', value: 36 },
      people: { value: 4 },
      place: { value: { municipality: 'Rionegro', department: 'Antioquia' } },
    },
  });
}, 60_000);
