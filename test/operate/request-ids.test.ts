import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createLog } from '../../src/adapters/pino/log.ts';
import type { Ports } from '../../src/usecases/ports.ts';
import { contactOf, isThrough } from '../support/coverage.ts';
import { linesIn } from '../support/log-lines.ts';
import { talk } from '../support/talk.ts';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';
import { until } from '../support/waiting.ts';

const log = linesIn();
const PERSON = 'whatsapp:+573007500001';

/** A link whose reading is a fault of ours. */
const BROKEN = 'broken';
const withFault = (ports: Ports): Ports => ({
  ...ports,
  personalLinks: {
    make: ports.personalLinks.make,
    read(token, now) {
      if (token === BROKEN) throw new Error('a fault for this test');
      return ports.personalLinks.read(token, now);
    },
  },
});

let world: TestWorld;
beforeAll(async () => {
  world = await startTestWorld({ overrides: { log: createLog('info', log.stream), wrapPorts: withFault } });
});
beforeEach(() => log.clear());
afterAll(() => world.close());

/** The events that name a request, in order. */
const eventsOf = (request: string) =>
  log
    .lines()
    .filter((line) => line.request === request)
    .map((line) => line.msg);

async function through(): Promise<void> {
  const contactId = await contactOf(world.app.house, PERSON);
  await until('all is answered', () => isThrough(world.app.house, contactId));
  await world.fake.settled();
}

it('a message is one request from its webhook to its sending', async () => {
  const { sid } = await world.fake.say(PERSON, 'hola');
  await world.fake.waitForInbox(PERSON, 1);
  await through();
  expect(eventsOf(sid)).toEqual(['message received', 'turn taken', 'message sent']);
});

it('each message of a burst keeps its own, whoever is at the turns', async () => {
  const said = await Promise.all(
    ['cuánto dura', 'qué cuesta', 'menú'].map((text) => world.fake.say(PERSON, text)),
  );
  await through();
  for (const { sid } of said) {
    expect(eventsOf(sid).slice(0, 2)).toEqual(['message received', 'turn taken']);
    const turns = log.lines().filter((line) => line.request === sid && line.turn);
    expect(new Set(turns.map((line) => line.turn))).toEqual(new Set([sid]));
  }
});

it('what goes wrong on the way names it, in the depth of the channel and by a callback too', async () => {
  await talk(world, PERSON, ['ver si cumplo', 'sí']);
  world.fake.failNext(1, { status: 400, code: 63021 }, { to: PERSON, having: 'ContentSid' });
  const refused = await world.fake.say(PERSON, 'menú');
  await until('the buttons went as text', () => eventsOf(refused.sid).includes('message sent'));
  expect(eventsOf(refused.sid)).toContain('buttons refused, they go as text');

  world.fake.faults.next({ kind: 'later', code: 63024 }, { to: PERSON });
  const lost = await world.fake.say(PERSON, 'hola');
  await until('it is given up', () => eventsOf(lost.sid).includes('message not delivered'));
});

it('a request that fails says which it was, to who asked and in the log', async () => {
  const answer = await fetch(`${world.app.url}/health`, {
    headers: { 'X-Request-Id': 'chosen by a stranger' },
  });
  expect(answer.headers.get('X-Request-Id')).toMatch(/^[0-9a-f-]{36}$/);
  const token = crypto.randomUUID();
  const webhook = await fetch(`${world.app.url}/twilio/inbound`, {
    method: 'POST',
    headers: { 'I-Twilio-Idempotency-Token': token },
    body: new URLSearchParams({ Body: 'hola' }),
  });
  expect({ status: webhook.status, id: webhook.headers.get('X-Request-Id') }).toEqual({
    status: 403,
    id: token,
  });

  const failed = await fetch(`${world.app.url}/my-data?t=${BROKEN}`);
  expect(failed.status).toBe(500);
  expect(eventsOf(failed.headers.get('X-Request-Id') ?? '')).toContain('request failed');
});
