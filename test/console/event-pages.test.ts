import { afterAll, beforeAll, expect, it } from 'vitest';
import { fillDemo } from '../../src/composition/demo.ts';
import { answerInvitation } from '../../src/usecases/events/answer.ts';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';
import { addAccount, visitor } from './browser.ts';

const NOW = new Date('2026-11-27T14:00:00Z');
const OWN = '/console/events/demo-event-cali';
let world: TestWorld;
let luis: ReturnType<typeof visitor>;
beforeAll(async () => {
  world = await startTestWorld({ overrides: { sweepEveryMs: 60_000, clock: () => NOW } });
  await fillDemo(world.app.house.config, world.app.house.ports, NOW);
  await addAccount(world, 'luis', 'coordinator', 'cali');
  luis = visitor(world);
  await luis.signIn('luis');
  await luis.get('/console');
});
afterAll(() => world.close());

const ports = () => world.app.house.ports;
const audited = async (record: string) =>
  (await world.app.house.records.models.audit.find({ record }).lean()).map(({ what }) => what);

const FORM = {
  ...{ chamber: 'cali', name: 'Cierre <b>2026</b>', day: '2026-12-12', time: '09:00', hours: '2' },
  ...{
    capacity: '2',
    companions: '1',
    address: 'Teatro',
    link: '',
    'about-es': 'Con música',
    'about-en': '',
  },
};
let id = '';

async function people(): Promise<{ contactId: string; name: string }[]> {
  const found = await ports().enrolments.list({ chamber: 'cali', status: 'active' }, { limit: 3 });
  return found.map(({ contactId, name }) => ({ contactId, name: name ?? '' }));
}

it('an event is made, shown as text, and listed', async () => {
  const made = await luis.post('/console/events/new', FORM);
  expect(made.location).toMatch(/^\/console\/events\/\w+\?said=event-made/);
  id = /events\/(\w+)/.exec(made.location ?? '')?.[1] ?? '';
  const page = await luis.get(`/console/events/${id}`);
  expect(page.body).toContain('Cierre &lt;b>2026');
  expect((await luis.get('/console/events')).body).toContain('0/2');
  expect(await audited(id)).toEqual(['event.made']);
});

it('what is wrong is said and nothing is made', async () => {
  const bad = async (change: Partial<typeof FORM>) =>
    (await luis.post('/console/events/new', { ...FORM, ...change })).location;
  expect(await bad({ day: '2026-02-31' })).toContain('said=event-past');
  expect(await bad({ hours: 'x' })).toContain('said=event-ends-before-it-begins');
  expect(await bad({ address: '', link: 'javascript:alert(1)' })).toContain('said=event-no-place');
  expect(await bad({ capacity: '0' })).toContain('said=event-bad-capacity');
  expect(await bad({ companions: '-1' })).toContain('said=event-bad-companions');
  expect((await luis.post('/console/events/new', { ...FORM, chamber: 'pereira' })).status).toBe(404);
});

it('answers are shown, a move needs a word for those who come, and a smaller hall is refused', async () => {
  const [ana, eva] = await people();
  for (const [index, one] of [ana, eva].entries()) {
    const act = { key: `turn-${index}.0`, eventId: id, contactId: one?.contactId ?? '', now: NOW };
    await answerInvitation(ports(), { ...act, answer: 'yes', companions: index === 0 ? 1 : 0 });
  }
  const page = await luis.get(`/console/events/${id}?answer=yes`);
  expect(page.body).toContain(ana?.name);
  expect(page.body).not.toContain(eva?.name);
  expect((await luis.get(`/console/events/${id}?answer=waiting`)).body).toContain(eva?.name);
  const edit = (change: Record<string, string>) =>
    luis.post(`/console/events/${id}/edit`, { ...FORM, ...change });
  expect((await edit({ time: '10:00', message: '' })).location).toContain('said=event-no-message');
  expect((await edit({ capacity: '1' })).location).toContain('said=event-seats-taken');
  expect((await edit({ time: '10:00', message: 'Más tarde.' })).location).toContain('said=event-saved');
  expect((await edit({ time: '10:00', 'about-es': 'Con tamales' })).location).toContain('said=saved');
});

it('at the door a code and a name let in once each', async () => {
  const [ana, , sol] = await people();
  const [rsvp] = await ports().rsvps.ofContact(ana?.contactId ?? '');
  const door = `/console/events/${id}/door`;
  const come = await luis.post(door, { code: rsvp?.code ?? '' });
  expect(come.location).toContain('said=event-let-in');
  expect((await luis.get(come.location ?? '')).body).toContain(`Adelante: ${ana?.name}, con 1`);
  expect((await luis.post(door, { code: rsvp?.code ?? '' })).location).toContain('said=event-already');
  expect((await luis.post(door, { code: 'abc' })).location).toContain('said=event-unknown-code');
  const search = `${door}?named=${encodeURIComponent(sol?.name ?? '')}`;
  expect((await luis.get(search)).body).toContain('Sin respuesta');
  expect((await luis.post(door, { contact: sol?.contactId ?? '' })).location).toContain('said=event-let-in');
  expect((await luis.get(door)).body).toContain('2 llegaron');
  expect((await luis.post(door, { contact: 'somebody-else' })).location).toContain('unknown-code');
});

it('cancelled with a reason; another chamber’s event is nowhere', async () => {
  expect((await luis.post(`${OWN}/cancel`, { message: ' ' })).location).toContain('said=event-no-message');
  expect((await luis.post(`${OWN}/cancel`, { message: 'Llueve.' })).location).toContain(
    'said=event-cancelled',
  );
  const theirs = '/console/events/demo-event-pereira';
  for (const path of [theirs, `${theirs}/door`]) expect((await luis.get(path)).status, path).toBe(404);
  for (const path of ['edit', 'cancel', 'door'])
    expect((await luis.post(`${theirs}/${path}`, { ...FORM, message: 'x', code: '1' })).status, path).toBe(
      404,
    );
  expect((await luis.get('/console/events')).body).not.toContain('demo-event-pereira');
});
