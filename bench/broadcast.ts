/**
 * Broadcasts: `node bench/broadcast.ts [planned] [sent] [rate]`. How long it takes to plan so many people and to write their
 * rows, with how much memory; and how fast so many are sent where the sender may send `rate` a second.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { House } from '../src/composition/house.ts';
import { openHouse } from '../src/composition/open-house.ts';
import { askToSend } from '../src/usecases/broadcasts/approve.ts';
import { freeze } from '../src/usecases/broadcasts/freeze.ts';
import { planOf } from '../src/usecases/broadcasts/plan.ts';
import { enrolAll } from '../src/usecases/enrolments/enrol-business.ts';
import { openStand } from './stand.ts';

const [planned = 100_000, sent = 2_400, rate = 80] = process.argv.slice(2).map(Number);
const MB = 1024 * 1024;
const BATCH = 1_000;
const stand = await openStand({
  notice: 'programme-news',
  body: 'Le escribe el equipo de FortaleSER. {{1}}',
  variables: { '1': 'una noticia' },
});
const { fake } = stand;
const env = { ...stand.env, BROADCAST_RATE: String(rate), BROADCAST_HOURS: 'any' };
try {
  const { house, close } = await openHouse(env);
  try {
    await fill(house);
    console.log(JSON.stringify(await plan(house)));
    console.log(JSON.stringify(await send(house)));
  } finally {
    await close();
  }
} finally {
  await stand.close();
}

/** People as an import leaves them, without their seals: nobody is written to here. */
async function fill({ records: { models } }: House): Promise<void> {
  const at = new Date();
  for (let from = 0; from < planned; from += BATCH) {
    const ids = Array.from({ length: Math.min(BATCH, planned - from) }, (_, k) =>
      String(from + k).padStart(8, '0'),
    );
    const contacts = ids.map((id) => ({
      ...{ _id: `c${id}`, identities: [{ hash: `h${id}`, kind: 'phone', sealed: '' }], channel: 'twilio' },
      ...{ locale: 'es', consented: false, optedOut: 'nothing', createdAt: at, expiresAt: null },
    }));
    const enrolments = ids.map((id) => ({
      ...{ _id: `e${id}`, contactId: `c${id}`, businessId: `b${id}`, chamber: 'planned', credits: [] },
      ...{ stage: 'accompaniment', tags: [], status: 'active', consentedAt: at, enrolledAt: at },
    }));
    await models.contacts.collection.insertMany(contacts as never[], { ordered: false });
    await models.enrolments.collection.insertMany(enrolments as never[], { ordered: false });
  }
}

async function draft({ broadcasting }: House, chamber: string): Promise<string> {
  const id = `bench${chamber}`;
  const at = new Date();
  await broadcasting.broadcasts.insert({
    ...{ id, name: 'Bench', notice: 'programme-news', subject: { kind: 'none' } },
    ...{ values: { es: { news: 'Hay una noticia.' } }, audience: { chambers: [chamber] } },
    ...{ startsAt: at, spreadHours: 0, createdBy: 'bench', createdAt: at },
  });
  return id;
}

async function plan(house: House) {
  const { broadcasting } = house;
  const id = await draft(house, 'planned');
  const broadcast = await broadcasting.broadcasts.get(id);
  if (!broadcast) throw new Error('no draft');
  const heldMb = Math.round(process.memoryUsage().rss / MB);
  const peak = watchMemory();
  const planning = await timed(() => planOf(broadcasting, broadcast));
  const planMb = peak();
  await broadcasting.broadcasts.move(id, ['draft'], 'freezing', { sentBy: 'bench' });
  const freezing = await timed(() => freeze(broadcasting, broadcast));
  await broadcasting.broadcasts.move(id, ['freezing', 'sending'], 'cancelled', {});
  const { sendable } = planning.result;
  return {
    ...{ planned: sendable, planMs: planning.ms, planProcessorMs: planning.processorMs },
    ...{ planMb: planMb - heldMb, planAndRowsMs: freezing.ms, rowsMb: peak() - heldMb },
  };
}

/** Between the first message taken and the last. */
async function send(house: House) {
  const { ports, broadcasting, pump } = house;
  const at = new Date();
  const entries = Array.from({ length: sent }, (_, n) => ({
    ...{
      phone: `+573${String(5_550_000 + n).padStart(9, '0')}`,
      name: `Persona ${n}`,
      businessName: 'Tienda',
    },
    ...{ chamber: 'sent', territory: null, sector: null, source: 'bench', consentedAt: at, tags: [] },
    stage: 'accompaniment' as const,
  }));
  await enrolAll({ ports, channel: 'twilio', now: at, by: 'bench' }, entries);
  const id = await draft(house, 'sent');
  await askToSend(broadcasting, { id, by: 'bench', typed: sent });
  const began = process.cpuUsage();
  while ((await broadcasting.broadcasts.get(id))?.state !== 'done') {
    pump.wake();
    await sleep(200);
  }
  const { user, system } = process.cpuUsage(began);
  const times = fake.messages.all().map(({ createdAt }) => createdAt);
  const seconds = (Math.max(...times) - Math.min(...times)) / 1_000;
  const reached = (times.length - 1) / seconds;
  return {
    ...{ sent: times.length, wanted: rate, reached: Math.round(reached * 10) / 10 },
    offBy: `${Math.round((Math.abs(reached - rate) / rate) * 1_000) / 10} %`,
    /** The fake's share is in it. */
    processorMsEach: Math.round(((user + system) / 1_000 / times.length) * 100) / 100,
  };
}

async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; processorMs: number; result: T }> {
  const [began, used] = [performance.now(), process.cpuUsage()];
  const result = await work();
  const { user, system } = process.cpuUsage(used);
  const processorMs = Math.round((user + system) / 1_000);
  return { ms: Math.round(performance.now() - began), processorMs, result };
}

/** The most this process has held since, in megabytes; what it held before is the whole house and the fake. */
function watchMemory(): () => number {
  let most = 0;
  const look = () => {
    most = Math.max(most, process.memoryUsage().rss);
  };
  const timer = setInterval(look, 20);
  timer.unref();
  return () => {
    look();
    return Math.round(most / MB);
  };
}
