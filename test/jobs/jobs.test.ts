import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterEach, expect, inject, it } from 'vitest';
import { createJobs, type RunningJobs } from '../../src/adapters/bullmq/jobs.ts';
import { connectRedis, disconnectRedis } from '../../src/adapters/redis/connection.ts';
import { severable } from '../support/severable.ts';
import { recordingLog } from '../support/test-app.ts';
import { pause, until } from '../support/waiting.ts';

const redisUrl = `${inject('redisUrl')}/14`;
const open: { jobs: RunningJobs; redis: Redis }[] = [];
afterEach(async () => {
  for (const { jobs, redis } of open.splice(0)) {
    await jobs.close();
    await disconnectRedis(redis);
  }
});

async function jobsOf(works: boolean): Promise<RunningJobs> {
  const redis = await connectRedis(redisUrl, () => undefined);
  const jobs = createJobs({ redis, works, clock: () => new Date(), log: recordingLog([]) });
  open.push({ jobs, redis });
  return jobs;
}

async function worker(run: (data: Record<string, string>) => Promise<void>): Promise<RunningJobs> {
  const jobs = await jobsOf(true);
  jobs.start({ reminders: { run, atOnce: 4 } });
  return jobs;
}

it('runs what is due, once however often and by however many processes it was scheduled', async () => {
  const id = `once-${randomUUID()}`;
  const ran: string[] = [];
  const [web, other] = [await jobsOf(false), await jobsOf(false)];
  const at = new Date(Date.now() + 300);
  for (const jobs of [web, other, web]) await jobs.schedule({ queue: 'reminders', id, data: { id }, at });
  for (let count = 0; count < 2; count++) await worker(async (data) => void ran.push(data.id ?? ''));
  await until('the job ran', () => ran.includes(id));
  await pause(300);
  expect(ran.filter((one) => one === id)).toEqual([id]);
});

it('tries again what failed', async () => {
  const id = `again-${randomUUID()}`;
  let tries = 0;
  const jobs = await worker(async (data) => {
    if (data.id === id && ++tries < 2) throw new Error('not yet');
  });
  await jobs.schedule({ queue: 'reminders', id, data: { id }, at: new Date() });
  await until('the second try', () => tries === 2);
});

it('a web process leaves the work to others, and what an emptied Redis lost is scheduled anew', async () => {
  const id = `lost-${randomUUID()}`;
  const ran: string[] = [];
  const web = await jobsOf(false);
  web.start({ reminders: { run: async () => void ran.push('web'), atOnce: 1 } });
  const job = { queue: 'reminders' as const, id, data: { id }, at: new Date() };
  await web.schedule(job);
  const redis = new Redis(redisUrl);
  await redis.flushdb();
  await redis.quit();
  await worker(async (data) => void ran.push(data.id ?? ''));
  await web.schedule(job);
  await until('the job ran', () => ran.includes(id));
  expect(ran).toEqual([id]);
});

it('fails at once while Redis is away, instead of holding up who schedules', async () => {
  const line = await severable(redisUrl);
  const redis = await connectRedis(line.url, () => undefined);
  const jobs = createJobs({ redis, works: true, clock: () => new Date(), log: recordingLog([]) });
  jobs.start({ reminders: { run: async () => undefined, atOnce: 1 } });
  line.cut();
  const job = { queue: 'reminders' as const, id: 'away', data: {}, at: new Date() };
  await expect(jobs.schedule(job)).rejects.toThrow();
  await jobs.close();
  await disconnectRedis(redis);
  await line.close();
});
