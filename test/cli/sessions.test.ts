import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { runCli } from '../support/processes.ts';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';

// Processes of their own: on a busy machine each takes its time.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 90_000 });

const ANA = 'whatsapp:+573005550001';
let world: TestWorld;
beforeAll(async () => {
  world = await startTestWorld();
  const chamber = { id: 'cali', name: 'Cali', phone: '', hours: '', territories: ['cali'] };
  await world.app.house.ports.chambers.save(chamber);
});
afterAll(() => world.close());

async function cli(...args: string[]) {
  const { code, stdout, stderr } = await runCli(args, { env: world.env });
  const lines = stdout.trim().split('\n').filter(Boolean);
  return { code, stderr, rows: lines.map((line) => JSON.parse(line)) };
}

const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

it('an advisor is added with hours, which are changed, listed and kept in the audit', async () => {
  const given = ['--name', 'Luz Marina', '--chamber', 'cali', '--phone', '300 555 0101', '--by', 'rosa'];
  const [made] = (await cli('advisors', 'add', ...given, '--days', 'lun-mie', '--hours', '8-12')).rows;
  expect(made.added).toMatchObject({ name: 'Luz Marina', territories: ['cali'], bufferMinutes: 15 });
  const { id } = made.added;
  expect((await cli('advisors', 'add', ...given)).rows).toMatchObject([{ known: { id } }]);
  await cli('advisors', 'hours', id, 'wed,sat', '14:00-16:00');
  await cli('advisors', 'exception', id, '2026-12-24', 'closed');
  await cli('advisors', 'set', id, '--kinds', 'group,individual', '--link', 'https://meet.example/luz');
  const [luz] = (await cli('advisors', '--chamber', 'cali')).rows;
  expect(luz).toMatchObject({
    hours: { 1: '08:00-12:00', 2: '08:00-12:00', 3: '14:00-16:00', 6: '14:00-16:00' },
    exceptions: ['2026-12-24 closed'],
    kinds: ['group', 'individual'],
    place: { address: null, link: 'https://meet.example/luz' },
  });
  const audit = await world.app.house.records.models.audit.find({ record: id }).lean();
  expect(audit.map(({ what }) => what).sort()).toEqual([
    'advisor.added',
    'advisor.edited',
    'advisor.exception',
    'advisor.hours',
  ]);
  expect(audit.find(({ what }) => what === 'advisor.added')?.who).toBe('rosa');
});

it('a group is made by a rule, given to another advisor, exported, and cancelled with a word to who booked', async () => {
  await world.fake.say(ANA, 'hola');
  await world.fake.waitForInbox(ANA, 1);
  const { ports } = world.app.house;
  const contactId = (await ports.contacts.find({ kind: 'phone', value: ANA.slice(9) })) ?? '';
  const at = `${day(9)} 14:00`;
  const args = ['--kind', 'group', '--chamber', 'cali', '--at', at, '--every', 'week', '--times', '2'];
  const made = await cli('sessions', 'add', ...args, '--seats', '3', '--address', 'Salón 1');
  expect(made.stderr).toBe('');
  const [first] = made.rows;
  expect(first).toMatchObject({ seats: 3, advisorId: null, place: { address: 'Salón 1' } });
  const booking = {
    ...{
      id: 'b1',
      sessionId: first.id,
      contactId,
      enrolmentId: null,
      kind: 'group' as const,
      advisorId: null,
    },
    ...{ chamber: 'cali', startsAt: new Date(first.startsAt), endsAt: new Date(first.endsAt), seat: 1 },
    ...{ state: 'booked' as const, heldUntil: null, revision: 0, confirmedAt: null, madeAt: new Date() },
    ...{ claims: [`s:${first.id}:1`], acts: [] },
  };
  await ports.bookings.insert(booking);
  const [luz] = (await cli('advisors')).rows;
  expect((await cli('sessions', 'assign', first.id, luz.id)).rows).toMatchObject([
    { assigned: { advisorId: luz.id } },
  ]);
  expect((await cli('sessions', '--days', '30', '--advisor', luz.id)).rows).toMatchObject([
    { id: first.id, advisor: 'Luz Marina', taken: 1 },
  ]);
  expect((await cli('export', 'bookings')).rows).toMatchObject([
    { id: 'b1', advisor: 'Luz Marina', contact: ANA.slice(9), address: 'Salón 1', state: 'booked' },
  ]);
  const before = world.fake.inbox(ANA).length;
  const cancelled = await cli('sessions', 'cancel', first.id, '--message', 'se dañó\nla luz.');
  expect(cancelled.rows).toEqual([{ cancelled: first.id, told: 1 }]);
  const inbox = await world.fake.waitForInbox(ANA, before + 1);
  expect(inbox.at(-1)?.screen).toContain('no se va a hacer: se dañó la luz.');
  expect((await ports.bookings.get('b1'))?.state).toBe('cancelled');
  await cli('sessions', 'cancel', first.id, '--message', 'otra vez');
  expect(world.fake.inbox(ANA)).toHaveLength(before + 1);
  expect((await cli('sessions', '--days', '30', '--advisor', luz.id)).rows).toEqual([]);
});

it('an advisor is removed, once and for all', async () => {
  const [luz] = (await cli('advisors')).rows;
  expect((await cli('advisors', 'remove', luz.id)).rows).toMatchObject([{ removed: luz.id }]);
  expect((await cli('advisors')).rows).toEqual([]);
  expect((await cli('advisors', '--all')).rows).toMatchObject([{ id: luz.id, status: 'removed' }]);
  expect((await cli('advisors', 'remove', 'nobody')).code).toBe(1);
});

it.each([
  [['advisors', 'dance']],
  [['advisors', 'hours']],
  [['advisors', 'hours', 'x', 'someday', '8-12']],
  [['advisors', 'hours', 'x', 'mon', '12-8']],
  [['advisors', 'exception', 'x', '2026-02-30', 'closed']],
  [['advisors', 'exception', 'nobody', '2026-03-01', 'closed']],
  [['advisors', 'add', '--name', 'A', '--phone', '6012345678', '--chamber', 'cali']],
  [['advisors', 'add', '--name', 'A', '--phone', '3005550102', '--chamber', 'pasto']],
  [['advisors', 'add', '--name', 'A', '--phone', '3005550102', '--chamber', 'cali', '--kinds', 'yoga']],
  [['sessions', 'add', '--kind', 'group', '--chamber', 'cali', '--at', 'mañana']],
  [['sessions', 'add', '--kind', 'group', '--chamber', 'cali', '--at', '2020-01-01 10:00']],
  [['sessions', 'add', '--kind', 'individual', '--chamber', 'cali', '--at', '2030-01-02 10:00']],
  [['sessions', 'assign', 'x', 'y']],
  [['sessions', 'cancel', 'x']],
])('“%j” is called wrongly: it says so with code 1 and writes nothing', async (args) => {
  const { code, stderr, rows } = await cli(...args);
  expect({ code, rows }).toEqual({ code: 1, rows: [] });
  expect(stderr).not.toMatch(/\n\s+at /);
});
