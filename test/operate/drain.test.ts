import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type FakeWhatsApp, startFakeWhatsApp } from '../support/fake-whatsapp/fake-whatsapp.ts';
import { type Running, run } from '../support/processes.ts';
import { testEnvironment } from '../support/test-app.ts';
import { until } from '../support/waiting.ts';

vi.setConfig({ testTimeout: 120_000 });

/** What an orchestrator waits for before it kills. */
const GRACE_MS = 10_000;

let fake: FakeWhatsApp;
let env: NodeJS.ProcessEnv;
const servers: Running[] = [];
beforeAll(async () => {
  fake = await startFakeWhatsApp();
  env = await testEnvironment(fake);
  fake.connect(`${env.PUBLIC_URL}/twilio/inbound`);
});
afterAll(async () => {
  for (const server of servers) server.kill('SIGKILL');
  await Promise.all(servers.map(({ ended }) => ended));
  await fake.close();
});

async function start(): Promise<Running> {
  const server = run(['test/support/serve-quick.ts'], { env });
  servers.push(server);
  await server.prints(/Simulator: http/);
  return server;
}

/** Told to end, it does so in time, whatever is under way. */
async function endOrderly(server: Running): Promise<void> {
  const asked = performance.now();
  server.kill('SIGTERM');
  const { code } = await server.ended;
  expect({ code, inTime: performance.now() - asked < GRACE_MS }).toEqual({ code: 0, inTime: true });
}

const read = (person: string) => fake.inbox(person).map(({ text }) => text);

it('told to end with work under way, a process finishes what it can, ends in time, and the next one answers once', async () => {
  const [slow, lost] = ['whatsapp:+573007600001', 'whatsapp:+573007600002'];
  const first = await start();
  fake.latency(2_500);
  fake.faults.next({ kind: 'hang', when: 'after' }, { to: lost });
  for (const person of [slow, lost]) await fake.say(person, 'cuánto dura');
  await until('both are being answered', () => fake.requests.messages === 2);
  await endOrderly(first);
  expect(read(slow)).toHaveLength(1);

  // Nor is the next one told, when it asks what became of the other.
  fake.latency(0);
  fake.faults.next({ kind: 'hang', when: 'before' }, { on: 'list' });
  const second = await start();
  await until('it asks what became of it', () => fake.requests.list > 0);
  await endOrderly(second);

  const third = await start();
  for (const person of [slow, lost]) await fake.say(person, 'qué cuesta');
  await until('all are answered', () => [slow, lost].every((person) => read(person).length > 1));
  await fake.settled();
  expect([slow, lost].map((person) => read(person).length)).toEqual([2, 2]);
  await endOrderly(third);
});
