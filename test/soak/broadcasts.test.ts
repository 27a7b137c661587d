import { afterAll, beforeAll } from 'vitest';
import type { House } from '../../src/composition/house.ts';
import { type BroadcastWorld, startBroadcastWorld } from '../broadcasts/world.ts';
import type { Fault } from '../support/fake-whatsapp/faults.ts';
import { dieAt } from '../support/mortal-ports.ts';
import { startSecondHouse } from '../support/second-house.ts';
import { QUICK } from '../support/timing.ts';
import { pause } from '../support/waiting.ts';
import { oncePerPerson } from './once-per-person.ts';
import { type Dice, holdsFor } from './seeds.ts';

const OVERRIDES = {
  timing: { ...QUICK, leaseMs: 250, settleAfterMs: 50 },
  sweepEveryMs: 1e8,
  lockMs: 200,
  chatQuietMs: 0,
};
/** No spike: one in so many is no reason to stop. */
const FAULTS: Fault[] = [
  { kind: 'answer', status: 429, code: 20429 },
  { kind: 'answer', status: 503 },
  { kind: 'reset', when: 'before' },
  { kind: 'reset', when: 'after' },
  { kind: 'truncate' },
  { kind: 'later', code: 63018 },
  { kind: 'callbacks', drop: true },
  { kind: 'callbacks', duplicate: true, reverse: true },
];

const death = dieAt(0);
let world: BroadcastWorld;
let second: House;
beforeAll(async () => {
  world = await startBroadcastWorld({ overrides: OVERRIDES });
  second = await startSecondHouse(world, { ...OVERRIDES, clock: world.now, ...death.overrides });
});
afterAll(async () => {
  death.reborn(0);
  await second.close();
  await world.close();
});

holdsFor(
  'broadcasts',
  'whoever sends, dies or is refused: everybody planned has one row and at most one message',
  4,
  async ({ seed, nth, dice }) => {
    const chamber = `c${seed}-${nth}`;
    const people = await world.enrol(4 + dice.below(8), chamber);
    world.fake.faults.chaos(
      Array.from({ length: 1 + dice.below(3) }, () => ({
        fault: dice.pick(FAULTS),
        rate: 0.1 + dice.below(15) / 100,
      })),
    );
    const id = await world.send({ chambers: [chamber] });
    await sendThrough(dice, id);
    world.fake.faults.clear();
    await world.fake.settled();
    return await oncePerPerson(world, id, people);
  },
);

async function sendThrough(dice: Dice, id: string): Promise<void> {
  const { broadcasts } = world.app.house.broadcasting;
  for (let rounds = 0; rounds < 300; rounds++) {
    const trouble = rounds < 20;
    if (trouble && dice.chance(0.4)) death.reborn(1 + dice.below(60));
    if (trouble && dice.chance(0.1)) await world.app.house.redis.flushdb();
    if (trouble && dice.chance(0.6)) second.pump.wake();
    if (!trouble || dice.chance(0.6)) await world.app.house.sweep();
    await pause(20 + dice.below(60));
    if (!trouble) death.reborn(0);
    if ((await broadcasts.get(id))?.state === 'done') return;
  }
}
