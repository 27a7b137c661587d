import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';

let world: TestWorld;
beforeAll(async () => {
  const env = {
    NODE_ENV: 'production',
    CONTROLLER_NAME: 'Cámara de Ejemplo',
    CONTROLLER_CONTACT: 'datos@camara.example',
    POLICY_URL: 'https://camara.example/datos',
  };
  world = await startTestWorld({ env });
});
afterAll(() => world.close());

// The console is open in production too, behind its sign-in: coordinators work there.
it.each(['/simulator', '/simulator/', '/simulator/history?from=%2B573000000001', '/metrics'])(
  'keeps %s shut in production',
  async (path) => {
    expect((await fetch(world.app.url + path)).status).toBe(404);
  },
);

it('takes no message by the simulator’s door', async () => {
  const body = JSON.stringify({ from: '+573000000001', content: { kind: 'text', text: 'hola' } });
  const headers = { 'Content-Type': 'application/json' };
  const answer = await fetch(`${world.app.url}/simulator/messages`, { method: 'POST', headers, body });
  expect(answer.status).toBe(404);
  expect(await world.app.house.records.models.messages.countDocuments()).toBe(0);
});

it('serves WhatsApp, and gives the controller’s own policy', async () => {
  await world.fake.say('whatsapp:+573004000001', 'hola');
  const [hello] = await world.fake.waitForInbox('whatsapp:+573004000001', 1);
  expect(hello?.text).toContain('https://camara.example/datos');
});
