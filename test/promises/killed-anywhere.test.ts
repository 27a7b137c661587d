import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHouse, type House } from '../../src/composition/house.ts';
import { readConfig } from '../../src/config.ts';
import { parseInboundForm } from '../../src/http/twilio/inbound-form.ts';
import { dieAt } from '../support/mortal-ports.ts';
import { recordingLog, startTestWorld, type TestWorld } from '../support/test-app.ts';
import { QUICK } from '../support/timing.ts';

const SHORT = { sweepEveryMs: 1e8, lockMs: 200 };
const TIMING = { ...QUICK, leaseMs: 250, settleAfterMs: 50 };
/** A turn with an action and its delivery make fewer awaits than this; the last one is found by living through. */
const MOMENTS = 120;

let survivor: TestWorld;
let mortal: House;
const death = dieAt(0);
beforeAll(async () => {
  survivor = await startTestWorld({ overrides: { ...SHORT, timing: TIMING, staleAfterMs: 1 } });
  mortal = await startMortal();
});
afterAll(async () => {
  death.reborn(0);
  await mortal.close();
  await survivor.close();
});

let people = 0;
const nextPerson = () => `whatsapp:+57300${String(1_000_000 + ++people)}`;

/** A process of its own on the same records, which dies when it is told to. */
function startMortal(): Promise<House> {
  const { config, secrets } = readConfig(survivor.env);
  const services = { mongodbUri: config.mongodbUri ?? '', redisUrl: config.redisUrl ?? '' };
  const overrides = { ...SHORT, timing: TIMING, ...death.overrides };
  const log = recordingLog([]);
  return createHouse({ config, secrets, services, publicUrl: survivor.app.url, log, overrides });
}

/** One person's two messages, the second one taken by a process that dies; what they read in the end. */
async function conversation(moment: number): Promise<{ read: string[]; died: boolean }> {
  const person = nextPerson();
  const { fake } = survivor;
  await fake.say(person, 'hola');
  await fake.waitForInbox(person, 1);
  // Else the survivor, still busy with the greeting, would take the second message itself.
  await fake.settled();
  while (!(await through(person))) await pause(5);
  await pause(20);
  death.reborn(moment);
  const parsed = parseInboundForm(fake.compose(person, { Body: 'cuánto dura el programa' }), new Date());
  if (parsed.kind !== 'message') throw new Error('the fake wrote no message');
  // The door has not answered when the process dies before the insert: Twilio posts it again.
  mortal.receive(parsed.message).catch(() => undefined);
  await until(() => death.dead || fake.inbox(person).length > 1);
  if (death.dead) await survivor.app.house.receive(parsed.message);
  for (let sweeps = 0; sweeps < 60 && !(await through(person)); sweeps++) {
    await pause(25);
    await survivor.app.house.sweep();
  }
  await fake.settled();
  const died = death.dead;
  return { read: fake.inbox(person).map((bubble) => bubble.text), died };
}

async function through(person: string): Promise<boolean> {
  const { ports } = survivor.app.house;
  const contact = await ports.contacts.find({ kind: 'phone', value: person.replace('whatsapp:', '') });
  if (!contact) return false;
  const open = [await ports.inbound.unanswered(contact, 1), await ports.outbound.pending(contact, 1)];
  return open.flat().length === 0;
}

describe.each([
  { how: 'with status callbacks', drop: false },
  { how: 'with only the list of messages to ask', drop: true },
])('a process killed at any await of turn and delivery, $how', ({ drop }) => {
  it('leaves every reply sent once, in order', async () => {
    const { fake } = survivor;
    if (drop) fake.faults.chaos([{ fault: { kind: 'callbacks', drop: true }, rate: 1 }]);
    const { read: expected } = await conversation(0);
    expect(expected).toHaveLength(2);
    let moments = 0;
    for (let moment = 1; moment < MOMENTS; moment++) {
      const { read, died } = await conversation(moment);
      expect({ moment, read }).toEqual({ moment, read: expected });
      if (!died) break;
      moments = moment;
    }
    fake.faults.clear();
    expect(moments).toBeGreaterThan(20);
    expect(moments).toBeLessThan(MOMENTS - 1);
  }, 180_000);
});

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 400 && !holds(); tries++) await pause(5);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
