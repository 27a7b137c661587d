import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { freePort } from '../../src/embedded/free-port.ts';
import { type BroadcastWorld, startBroadcastWorld } from '../broadcasts/world.ts';
import type { Fault } from '../support/fake-whatsapp/faults.ts';
import { type Running, run } from '../support/processes.ts';
import { until } from '../support/waiting.ts';
import { oncePerPerson } from './once-per-person.ts';

/** `npm run soak -- --broadcast` sets ten thousand. */
const PEOPLE = Number(process.env.SOAK_PEOPLE ?? 300);
const KILLS = 10;
const RATE = 60;
const LONG_MS = 120_000 + PEOPLE * 100;

vi.setConfig({ testTimeout: LONG_MS, hookTimeout: LONG_MS });

/** Each halves the speed for half a minute: some in all, not some in each hundred. */
const THROTTLED = Math.min(0.01, 20 / PEOPLE);

const FAULTS: [Fault, number][] = [
  [{ kind: 'answer', status: 429, code: 20429 }, THROTTLED],
  [{ kind: 'answer', status: 500 }, 0.02],
  [{ kind: 'reset', when: 'before' }, 0.02],
  [{ kind: 'reset', when: 'after' }, 0.02],
  [{ kind: 'hang', when: 'after' }, 0.01],
  [{ kind: 'hang', when: 'before' }, 0.01],
  [{ kind: 'truncate' }, 0.02],
  [{ kind: 'later', code: 63018 }, THROTTLED],
  [{ kind: 'callbacks', drop: true }, 0.03],
  [{ kind: 'callbacks', duplicate: true, reverse: true }, 0.1],
  [{ kind: 'callbacks', delayMs: 900 }, 0.1],
];

let world: BroadcastWorld;
const workers: Running[] = [];
beforeAll(async () => {
  // This process enrols people and hears the callbacks; others do the sending.
  world = await startBroadcastWorld({
    from: new Date(),
    env: { ROLE: 'web', BROADCAST_RATE: String(RATE), BROADCAST_HOURS: 'any' },
  });
  world.fake.faults.chaos(FAULTS.map(([fault, rate]) => ({ fault, rate })));
});
afterAll(async () => {
  for (const worker of workers) worker.kill('SIGKILL');
  await Promise.all(workers.map(({ ended }) => ended));
  await world.close();
});

async function startWorker(): Promise<Running> {
  const env = { ...world.env, ROLE: 'worker', PORT: String(await freePort()) };
  const worker = run(['test/support/serve-quick.ts'], { env, patienceMs: LONG_MS });
  workers.push(worker);
  await worker.prints(/Simulator: http/);
  return worker;
}

it(`a broadcast to ${PEOPLE} whose worker is killed ${KILLS} times: everybody once, or listed as uncertain`, async () => {
  const people = await world.enrol(PEOPLE, 'killed');
  const id = await world.send({ chambers: ['killed'] });
  const { broadcasts, rows } = world.app.house.broadcasting;
  for (let kills = 1; kills <= KILLS; kills++) {
    const worker = await startWorker();
    const share = Math.floor((PEOPLE * kills) / (KILLS + 1));
    await until(`${share} are sent`, () => world.fake.messages.all().length >= share, LONG_MS);
    worker.kill('SIGKILL');
    await worker.ended;
    expect(await broadcasts.get(id)).toMatchObject({ state: 'sending' });
  }
  await startWorker();
  await until('it is done', async () => (await broadcasts.get(id))?.state === 'done', LONG_MS);
  await world.fake.settled();
  expect(await oncePerPerson(world, id, people)).toEqual([]);
  const { uncertain, failed } = await rows.totals(id);
  expect(uncertain + failed).toBeLessThan(PEOPLE / 5);
});
