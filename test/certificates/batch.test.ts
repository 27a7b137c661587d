import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Batching, startBatch, stepBatch } from '../../src/usecases/certificates/batch.ts';
import { runCli } from '../support/processes.ts';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';
import { until } from '../support/waiting.ts';
import { earned } from './house.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const QUICKLY = { chunk: 3, atOnce: 3, everyMs: 0 };
let world: TestWorld;
let next = 0;
beforeAll(async () => {
  world = await startTestWorld();
});
afterAll(() => world.close());

function batching(change: Partial<Batching> = {}): Batching {
  const { batching: own } = world.app.house;
  // Its job is not what is tried here, except where it is.
  return { ...own, pace: QUICKLY, jobs: { schedule: async () => undefined }, ...change };
}

/** People on the fake WhatsApp, each with an enrolment of this cohort. */
async function cohort(tag: string, count: number, minutes = 2520): Promise<string[]> {
  const { ports } = world.app.house;
  const numbers: string[] = [];
  for (let n = 0; n < count; n++) {
    const number = `+5730055${String(50_000 + ++next)}`;
    const contactId = await ports.contacts.resolve({
      identities: [{ kind: 'phone', value: number }],
      channel: 'twilio',
      at: new Date(),
    });
    await earned(ports, {
      contactId,
      tags: [tag],
      minutes,
      name: `Persona ${next}`,
      consentedAt: new Date(),
    });
    numbers.push(number);
  }
  return numbers;
}

async function noticesTo(tag: string): Promise<Map<string, number>> {
  const { models } = world.app.house.records;
  const ids = (await models.enrolments.find({ tags: tag }).lean()).map(({ contactId }) => contactId);
  const found = await models.messages.find({ contactId: { $in: ids }, direction: 'out' }).lean();
  const counted = new Map(ids.map((id) => [id, 0]));
  for (const { contactId } of found) counted.set(contactId, (counted.get(contactId) ?? 0) + 1);
  return counted;
}

async function toTheEnd(house: Batching, id: string) {
  for (;;) {
    const stepped = await stepBatch(house, id);
    if (stepped.kind === 'done' || stepped.kind === 'over') return stepped.batch;
  }
}

it('certifies and writes to everybody who has earned it, once, and counts what became of the rest', async () => {
  const tag = 'evening';
  await cohort(tag, 7);
  await cohort(tag, 2, 60);
  const { ports } = world.app.house;
  const [silent] = await cohort(tag, 1);
  const silentId = (await ports.contacts.find({ kind: 'phone', value: silent ?? '' })) ?? '';
  await ports.contacts.update(silentId, { optedOut: 'everything' });
  const house = batching();
  const started = await startBatch(house, { key: 'b-evening', cohort: { tag }, by: 'rosa' });
  expect(started.total).toBe(10);
  const batch = await toTheEnd(house, started.id);
  expect(batch).toMatchObject({ state: 'done', counts: { sent: 7, missing: 2, 'opted-out': 1, failed: 0 } });
  expect([...(await noticesTo(tag)).values()].sort()).toEqual([0, 0, 0, 1, 1, 1, 1, 1, 1, 1]);

  const again = await startBatch(house, { key: 'b-evening-2', cohort: { tag }, by: 'rosa' });
  expect(await toTheEnd(house, again.id)).toMatchObject({ counts: { sent: 0, 'told-before': 7 } });
  expect([...(await noticesTo(tag)).values()].every((count) => count <= 1)).toBe(true);
});

it('the link that is sent opens that person’s certificate', async () => {
  const [number = ''] = await cohort('link', 1);
  const house = batching();
  const { id } = await startBatch(house, { key: 'b-link', cohort: { tag: 'link' }, by: 'rosa' });
  await toTheEnd(house, id);
  const { models } = world.app.house.records;
  const contactId = await world.app.house.ports.contacts.find({ kind: 'phone', value: number });
  const sent = await models.messages.findOne({ contactId, direction: 'out' }).lean();
  const opened = await world.app.house.vault.read(sent?.content ?? '');
  const link = opened.kind === 'opened' ? /https?:\/\/\S+\?t=[^\s"\\]+/.exec(opened.text)?.[0] : undefined;
  expect(await (await fetch(link ?? '')).text()).toContain('Descargar PDF');
});

it('started twice under one key is one batch; two processes at it write to nobody twice', async () => {
  const tag = 'twins';
  await cohort(tag, 8);
  const [one, two] = [batching(), batching()];
  const key = 'b-twins';
  const ids = await Promise.all(
    [one, two].map((house) => startBatch(house, { key, cohort: { tag }, by: 'rosa' })),
  );
  expect(new Set(ids.map(({ id }) => id))).toEqual(new Set([key]));
  await Promise.all([toTheEnd(one, key), toTheEnd(two, key)]);
  expect(await one.batches.get(key)).toMatchObject({ state: 'done', counts: { sent: 8 } });
  expect([...(await noticesTo(tag)).values()]).toEqual(Array(8).fill(1));
});

it.each([1, 2, 3, 5, 8, 12])(
  'cut at the %i. write and taken up again, it leaves nobody out and writes to nobody twice',
  async (cut) => {
    const tag = `cut-${cut}`;
    await cohort(tag, 5);
    const key = `b-cut-${cut}`;
    const house = batching();
    await startBatch(house, { key, cohort: { tag }, by: 'rosa' });
    let writes = 0;
    async function unlessDead<T>(write: () => Promise<T>): Promise<T> {
      if (++writes >= cut) throw new Error('killed');
      return await write();
    }
    const { certifying } = house.ports;
    const { certificates } = certifying;
    const mortal: Batching = {
      ...house,
      isOutage: () => true,
      ports: {
        ...house.ports,
        certifying: {
          ...certifying,
          certificates: {
            ...certificates,
            insert: async (one) => unlessDead(() => certificates.insert(one)),
            markTold: async (id, told) => unlessDead(() => certificates.markTold(id, told)),
          },
        },
      },
      batches: {
        ...house.batches,
        advance: async (...args) => unlessDead(() => house.batches.advance(...args)),
      },
    };
    await expect(toTheEnd(mortal, key)).rejects.toThrow('killed');
    const later = () => new Date(Date.now() + 60_000);
    expect(await toTheEnd({ ...house, clock: later }, key)).toMatchObject({
      state: 'done',
      counts: { sent: 5 },
    });
    expect([...(await noticesTo(tag)).values()]).toEqual(Array(5).fill(1));
  },
);

it('stopped it stands still, and goes on where it was', async () => {
  const tag = 'stopped';
  await cohort(tag, 7);
  const house = batching();
  const { id } = await startBatch(house, { key: 'b-stopped', cohort: { tag }, by: 'rosa' });
  await stepBatch(house, id);
  await Promise.all([house.batches.stop(id, new Date()), house.batches.stop(id, new Date())]);
  expect(await stepBatch(house, id)).toMatchObject({
    kind: 'over',
    batch: { state: 'stopped', counts: { sent: 3 } },
  });
  expect(await house.batches.resume(id)).toBe(true);
  expect(await toTheEnd(house, id)).toMatchObject({ state: 'done', counts: { sent: 7 } });
});

it('goes by itself once started, job by job; a job that was lost is found by the sweep', async () => {
  const tag = 'jobs';
  await cohort(tag, 4);
  const own = { ...world.app.house.batching, pace: QUICKLY };
  const { id } = await startBatch(own, { key: 'b-jobs', cohort: { tag }, by: 'rosa' });
  await until('the batch to be done', async () => (await own.batches.get(id))?.state === 'done');
  await cohort('lost', 2);
  const quiet = batching({ clock: () => new Date(Date.now() - 60_000) });
  await startBatch(quiet, { key: 'b-lost', cohort: { tag: 'lost' }, by: 'rosa' });
  await until('the sweep to find it', async () => (await own.batches.get('b-lost'))?.state === 'done');
  expect([...(await noticesTo('lost')).values()]).toEqual([1, 1]);
});

it('from the command line it is looked at first, then runs to its end with its progress', async () => {
  await cohort('cli', 2);
  const cli = async (...args: string[]) => {
    const { code, stdout, stderr } = await runCli(['certificates', ...args], { env: world.env });
    const lines = stdout.trim().split('\n').filter(Boolean);
    return { code, stderr, rows: lines.map((line) => JSON.parse(line)) };
  };
  expect(await cli('batch')).toMatchObject({ code: 1, stderr: expect.stringContaining('say whose') });
  expect((await cli('batch', '--tag', 'cli')).rows).toEqual([{ preview: true, enrolments: 2 }]);
  const done = (await cli('batch', '--tag', 'cli', '--apply', '--by', 'rosa')).rows.at(-1);
  expect(done).toMatchObject({ state: 'done', done: 2, total: 2, counts: { sent: 2 } });
  expect((await cli('status', done.id)).rows).toMatchObject([{ id: done.id, state: 'done' }]);
});
