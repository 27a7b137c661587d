import { afterAll, beforeAll } from 'vitest';
import type { House } from '../../src/composition/house.ts';
import { startBatch, stepBatch } from '../../src/usecases/certificates/batch.ts';
import { issueCertificate } from '../../src/usecases/certificates/issue.ts';
import { earned } from '../certificates/house.ts';
import { type Death, dieAt } from '../support/mortal-ports.ts';
import { startSecondHouse } from '../support/second-house.ts';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';
import { type Dice, holdsFor, orDeath } from './seeds.ts';

const QUICKLY = { chunk: 2, atOnce: 2, everyMs: 0 };
/** Longer than a dead process is believed to be at a batch. */
const OVER_MS = 31_000;

let ahead = 0;
const clock = () => new Date(Date.now() + ahead);
const death: Death = dieAt(0);
let world: TestWorld;
let second: House;
beforeAll(async () => {
  world = await startTestWorld({ overrides: { sweepEveryMs: 1e8, clock } });
  second = await startSecondHouse(world, { sweepEveryMs: 1e8, clock, ...death.overrides });
});
afterAll(async () => {
  death.reborn(0);
  await second.close();
  await world.close();
});

let numbers = 0;

holdsFor(
  'certificates',
  'whoever issues, races or dies: one certificate each, one link each, none that is not earned',
  8,
  async ({ seed, nth, dice }) => {
    const tag = `t${seed}-${nth}`;
    const people: Someone[] = [];
    for (let n = 0; n < 2 + dice.below(4); n++) people.push(await someone(dice, tag));
    const batch = await startBatch(of(world.app.house), { key: tag, cohort: { tag }, by: 'rosa' });
    for (let round = 0; round < 5; round++) {
      death.reborn(dice.chance(0.7) ? 1 + dice.below(25) : 0);
      if (dice.chance(0.2)) await world.app.house.redis.flushdb();
      const acts = Array.from({ length: 2 + dice.below(3) }, () => actOf(dice, people, batch.id));
      await Promise.all(acts);
      if (death.dead) ahead += OVER_MS;
    }
    death.reborn(0);
    ahead += OVER_MS;
    for (let steps = 0; steps < 20; steps++) {
      const stepped = await stepBatch(of(world.app.house), batch.id);
      if (stepped.kind === 'done' || stepped.kind === 'over') break;
      if (stepped.kind === 'busy') ahead += OVER_MS;
    }
    await world.fake.settled();
    return (await Promise.all(people.map(brokenFor))).flat();
  },
);

/** Its jobs are not what is tried here. */
const of = ({ batching }: House) => ({
  ...batching,
  pace: QUICKLY,
  jobs: { schedule: async () => undefined },
});

type Someone = { contactId: string; enrolmentId: string; address: string; earned: boolean };

async function someone(dice: Dice, tag: string): Promise<Someone> {
  const { ports } = world.app.house;
  const number = `+57300${String(8_000_000 + ++numbers)}`;
  const identities = [{ kind: 'phone' as const, value: number }];
  const contactId = await ports.contacts.resolve({ identities, channel: 'twilio', at: clock() });
  const enough = dice.chance(0.8);
  const given = {
    contactId,
    tags: [tag],
    minutes: enough ? 2520 : 60,
    name: `Persona ${numbers}`,
    consentedAt: clock(),
  };
  const { id } = await earned(ports, given);
  // Who wrote has a window: the link goes without a template.
  await world.fake.say(`whatsapp:${number}`, 'hola');
  await world.fake.waitForInbox(`whatsapp:${number}`, 1);
  return { contactId, enrolmentId: id, address: `whatsapp:${number}`, earned: enough };
}

async function actOf(dice: Dice, people: Someone[], batch: string): Promise<unknown> {
  const dies = dice.chance(0.5);
  const house = dies ? second : world.app.house;
  const { enrolmentId } = dice.pick(people);
  const issue = dice.chance(0.5);
  const act = async (): Promise<unknown> =>
    issue
      ? await issueCertificate({ ports: house.ports }, { enrolmentId, by: 'chat', now: clock() })
      : await stepBatch(of(house), batch);
  return await orDeath(act(), () => dies && death.dead);
}

async function brokenFor({ contactId, enrolmentId, address, earned: enough }: Someone): Promise<string[]> {
  const { certificates } = world.app.house.records.models;
  const kept = await certificates.find({ enrolmentId }).lean();
  const links = world.fake.inbox(address).filter(({ text }) => text.includes('/certificates/'));
  const wanted = enough ? 1 : 0;
  return [
    ...(kept.length === wanted ? [] : [`${contactId}: ${kept.length} certificates instead of ${wanted}`]),
    ...(links.length === wanted ? [] : [`${contactId}: ${links.length} links instead of ${wanted}`]),
  ];
}
