import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { answerInvitation } from '../../src/usecases/events/answer.ts';
import { runCli } from '../support/processes.ts';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';

// Processes of their own: on a busy machine each takes its time.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 90_000 });

let world: TestWorld;
beforeAll(async () => {
  world = await startTestWorld();
  const chamber = { id: 'cali', name: 'Cali', phone: '', hours: '', territories: ['cali'] };
  await world.app.house.ports.chambers.save(chamber);
});
afterAll(() => world.close());

const ports = () => world.app.house.ports;

async function events(...args: string[]) {
  const { code, stdout, stderr } = await runCli(['events', ...args, '--by', 'rosa'], { env: world.env });
  const rows = stdout.startsWith('{') ? stdout.trim().split('\n') : [];
  return { code, stderr, rows: rows.map((line) => JSON.parse(line)) };
}

/** So many hours from now, as the clock on the wall in Bogota shows it. */
const inHours = (hours: number) =>
  new Date(Date.now() + (hours - 5) * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

async function enrolled(phone: string, name: string): Promise<string> {
  const at = new Date();
  const identities = [{ kind: 'phone', value: phone } as const];
  const contactId = await ports().contacts.resolve({ identities, channel: 'twilio', at });
  await ports().enrolments.enrol({
    ...{ contactId, name, businessName: 'Tienda', chamber: 'cali', territory: null, sector: null },
    ...{ source: 'lista', consentedAt: at, enrolledAt: at, tags: [], by: 'test' },
  });
  return contactId;
}

const HALL = ['--name', 'Cierre', '--capacity', '20', '--address', 'Teatro'];

it('an event is made, edited, shown, entered by code and by name, exported and cancelled', async () => {
  const made = await events('make', ...HALL, '--chamber', 'cali', '--at', inHours(3));
  expect(made.stderr).toBe('');
  const { id, startsAt, endsAt } = made.rows[0];
  expect(Date.parse(endsAt) - Date.parse(startsAt)).toBe(3 * 3_600_000);
  const edited = await events('edit', id, '--companions', '1', '--about', 'Con música');
  expect(edited.rows[0]).toMatchObject({
    tellsGuests: false,
    companions: 1,
    description: { es: 'Con música' },
  });
  expect((await events('edit', id, '--address', 'Parque')).stderr).toContain('no-message');
  const moved = await events('edit', id, '--address', 'Parque', '--message', 'Hay más espacio.');
  expect(moved.rows[0]).toMatchObject({ tellsGuests: true, place: { address: 'Parque' } });

  const luz = await enrolled('+573005550011', 'Luz Marina Ospina');
  await enrolled('+573005550012', '=Sol Peña');
  const act = { key: 'turn.0', eventId: id, contactId: luz, answer: 'yes', companions: 1 } as const;
  const yes = await answerInvitation(ports(), { ...act, now: new Date() });
  const code = yes.kind === 'yes' ? yes.rsvp.code : '';
  expect((await events('check-in', id, code)).rows[0]).toMatchObject({ already: false, companions: 1 });
  expect((await events('check-in', id, code)).rows[0]).toMatchObject({ already: true });
  expect((await events('check-in', id, '--name', 'sol pena')).rows[0]).toMatchObject({ answer: 'none' });
  expect((await events('check-in', id, '--name', 'nadie')).code).toBe(1);
  const [shown, ...guests] = (await events('show', id)).rows;
  expect(shown).toMatchObject({ yes: 1, seats: 2, attended: 2 });
  expect(guests).toHaveLength(2);

  const { stdout: csv } = await runCli(['export', 'rsvps', '--format', 'csv'], { env: world.env });
  expect(csv).toContain('+573005550011,Luz Marina Ospina,yes,1,');
  expect(csv).toContain("'=Sol Peña");
  expect(csv).not.toContain(',=Sol');

  expect((await events('cancel', id)).stderr).toContain('no-message');
  expect((await events('cancel', id, '--message', 'Llueve.')).rows[0]).toMatchObject({ tellsGuests: true });
  expect((await events('list', '--chamber', 'cali')).rows).toMatchObject([{ id, status: 'cancelled' }]);
  const audit = await world.app.house.records.models.audit.find({ who: 'rosa' }).lean();
  const did = new Set(audit.map(({ what }) => what));
  expect([...did].sort()).toEqual(['event.cancelled', 'event.checked-in', 'event.edited', 'event.made']);
});

it('what is wrong is said in a line', async () => {
  const make = (...args: string[]) => events('make', ...HALL, ...args);
  expect((await make('--chamber', 'cali', '--at', 'mañana')).stderr).toContain('no day and time');
  expect((await make('--chamber', 'nowhere', '--at', inHours(3))).stderr).toContain('there is no chamber');
  expect((await make('--chamber', 'cali', '--at', inHours(-3))).stderr).toContain('past');
  expect((await events('show', 'none')).stderr).toContain('there is no event none');
});
