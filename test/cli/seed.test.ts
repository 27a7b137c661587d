import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { fillDemo } from '../../src/composition/demo.ts';
import { readConfig } from '../../src/config.ts';
import type { Seeding } from '../../src/usecases/demo/demo.ts';
import { type DataDir, makeDataDir, type Running, run, runCli } from '../support/processes.ts';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';

// Processes of their own: on a busy machine each takes its time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 90_000 });

describe('the demo', () => {
  let world: TestWorld;
  let kept: Awaited<ReturnType<typeof everything>>;
  const NOW = new Date('2026-11-27T14:00:00Z');
  beforeAll(async () => {
    world = await startTestWorld({ overrides: { sweepEveryMs: 60_000 } });
  });
  afterAll(() => world.close());

  const fill = (ports: Seeding['ports'] = world.app.house.ports, now = NOW) =>
    fillDemo(world.app.house.config, ports, now);

  async function everything() {
    const { models } = world.app.house.records;
    const { chambers, advisors, sessions, bookings, enrolments, events } = models;
    const all = [chambers, advisors, sessions, bookings, enrolments, events];
    const lists = await Promise.all(all.map((model) => model.collection.find().sort({ _id: 1 }).toArray()));
    const contacts = await models.contacts.countDocuments();
    return JSON.parse(JSON.stringify({ lists, contacts })) as { lists: Document[][]; contacts: number };
  }
  type Document = { _id: string } & Record<string, unknown>;

  it('cut short anywhere is finished by the next run', async () => {
    for (const most of [3, 40, 200, 420]) {
      let calls = 0;
      const mortal = <T extends object>(port: T): T =>
        new Proxy(port, {
          get: (target, name) => {
            const value: unknown = Reflect.get(target, name);
            if (typeof value !== 'function') return value;
            return (...args: unknown[]) => {
              calls += 1;
              if (calls > most) throw new Error('cut');
              return Reflect.apply(value, target, args) as unknown;
            };
          },
        });
      const { ports } = world.app.house;
      const { contacts, consents, chambers, enrolments, advisors, sessions, bookings, events } = ports;
      const cut = { contacts, consents, chambers, enrolments, advisors, sessions, bookings, events };
      const dying = Object.fromEntries(Object.entries(cut).map(([name, port]) => [name, mortal(port)]));
      await expect(fill(dying as Seeding['ports'])).rejects.toThrow('cut');
    }
    const seeded = await fill();
    kept = await everything();
    const [chambers, advisors, sessions, bookings, enrolments, events] = kept.lists.map(
      (list) => list.length,
    );
    expect({ chambers, advisors, enrolments, bookings, events }).toEqual({
      chambers: seeded.chambers,
      advisors: seeded.advisors,
      enrolments: seeded.enrolments,
      bookings: seeded.bookings,
      events: seeded.events,
    });
    expect(seeded).toMatchObject({ chambers: 7, advisors: 14, enrolments: 49 });
    expect(sessions).toBeGreaterThan(seeded.sessions);
    expect(seeded.bookings).toBeGreaterThan(120);
  });

  it('run again, the same day or a week later, changes nothing', async () => {
    await fill();
    expect(await everything()).toEqual(kept);
    await fill(undefined, new Date(NOW.getTime() + 8 * 24 * 3_600_000));
    expect(await everything()).toEqual(kept);
  });

  it('keeps what a person changed', async () => {
    const { ports } = world.app.house;
    const [chamber] = await ports.chambers.list();
    const advisor = await ports.advisors.get('demo-cali-1');
    if (!chamber || !advisor) throw new Error('the demo is not there');
    await ports.chambers.save({ ...chamber, phone: '300' });
    await ports.advisors.save({ ...advisor, maxPerDay: 2 });
    await fill();
    expect((await ports.chambers.list()).find(({ id }) => id === chamber.id)?.phone).toBe('300');
    expect((await ports.advisors.get('demo-cali-1'))?.maxPerDay).toBe(2);
  });

  it('has people at every stage, sessions behind and before them, and hours that attendance gave', async () => {
    const { ports } = world.app.house;
    const people = await ports.enrolments.list({ chamber: 'cali' }, { limit: 50 });
    expect(new Set(people.map(({ stage }) => stage)).size).toBe(7);
    const accompanied = people.find(({ stage }) => stage === 'accompaniment');
    const own = await ports.bookings.ofContact(accompanied?.contactId ?? '', new Date(0));
    expect(own.some(({ endsAt, state }) => endsAt < NOW && state !== 'booked')).toBe(true);
    expect(own.some(({ startsAt, state }) => startsAt > NOW && state === 'booked')).toBe(true);
    expect(accompanied?.credits.some(({ key }) => key.startsWith('attendance-'))).toBe(true);
    const states = new Set(kept.lists[3]?.map(({ state }) => state));
    expect(states).toEqual(new Set(['attended', 'missed', 'booked']));
  });

  it('is refused in production', async () => {
    const { config } = readConfig(world.env);
    expect(config.environment).toBe('test');
    const owner = { CONTROLLER_NAME: 'X', CONTROLLER_CONTACT: 'x', POLICY_URL: 'https://x.example' };
    const env = { ...world.env, ...owner, NODE_ENV: 'production' };
    const { code, stdout, stderr } = await runCli(['seed', '--demo'], { env });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/refused with NODE_ENV=production\n$/);
    expect((await runCli(['seed'], { env: world.env })).stderr).toMatch(/^usage: seed --demo/);
  });
});

it.each([
  ['a Saturday', '2026-11-28T15:00:00Z'],
  ['New Year’s Eve', '2026-12-31T23:00:00Z'],
  ['29 February', '2028-02-29T05:30:00Z'],
  ['Holy Week', '2026-04-01T12:00:00Z'],
])('is whole on %s', async (_day, instant) => {
  const world = await startTestWorld({ overrides: { sweepEveryMs: 60_000 } });
  const { config, ports } = world.app.house;
  const seeded = await fillDemo(config, ports, new Date(instant));
  await world.close();
  expect(seeded.bookings).toBeGreaterThan(115);
});

describe('a first start', () => {
  let dataDir: DataDir;
  const servers: Running[] = [];
  beforeEach(() => {
    dataDir = makeDataDir();
  });
  afterEach(async () => {
    for (const server of servers) server.kill('SIGKILL');
    await dataDir.remove();
  });

  async function startAndEnd(): Promise<string> {
    const env = { NODE_ENV: 'development', DATA_DIR: dataDir.path, PORT: '0', LOG_LEVEL: 'warn' };
    const server = run(['src/main.ts'], { env });
    servers.push(server);
    const [said] = await server.prints(/Data:.*\n/);
    server.kill('SIGTERM');
    await server.ended;
    return said;
  }

  it('with nothing configured shows the demo; the next one leaves the records alone', async () => {
    expect(await startAndEnd()).toContain('data/demo.yaml');
    expect(await startAndEnd()).not.toContain('data/demo.yaml');
    const { stdout } = await runCli(['chambers'], { env: { DATA_DIR: dataDir.path } });
    expect(stdout.trim().split('\n')).toHaveLength(7);
  });
});
