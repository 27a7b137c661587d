import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BroadcastWorld, startBroadcastWorld } from '../broadcasts/world.ts';
import { until } from '../support/waiting.ts';
import { addAccount, visitor } from './browser.ts';

let world: BroadcastWorld;
let ana: ReturnType<typeof visitor>;
let luis: ReturnType<typeof visitor>;
beforeAll(async () => {
  world = await startBroadcastWorld({ env: { BROADCAST_APPROVAL_FROM: '5' } });
  for (const id of ['cali', 'pereira'])
    await world.app.house.ports.chambers.save({ id, name: id, phone: '', hours: '', territories: [] });
  await addAccount(world, 'ana');
  await addAccount(world, 'luis', 'coordinator', 'cali');
  [ana, luis] = [visitor(world), visitor(world)];
  await ana.signIn('ana');
  await luis.signIn('luis');
  await ana.get('/console');
  await luis.get('/console');
  await world.enrol(6, 'cali');
  await world.enrol(3, 'pereira');
});
afterAll(() => world.close());

const NEWS = { name: 'Horarios', event: '', 'text-es': 'Hay taller el jueves.', 'text-en': '', spread: '0' };

async function drafted(who: ReturnType<typeof visitor>, change: Record<string, string> = {}) {
  const made = await who.post('/console/broadcasts/new', { ...NEWS, ...change });
  expect(made.location).toMatch(/^\/console\/broadcasts\/[0-9a-f]+$/);
  return made.location ?? '';
}
const audited = async (record: string) =>
  (await world.app.house.records.models.audit.find({ record }).lean()).map(({ what }) => what);
const idOf = (at: string) => at.split('/').at(-1) ?? '';

it('while composing, the people are counted, of a coordinator’s own chamber whatever is asked for', async () => {
  expect((await ana.post('/console/broadcasts/count', NEWS)).body).toContain('9 personas');
  const counted = await luis.post('/console/broadcasts/count', { ...NEWS, chamber: 'pereira' });
  expect(counted.body).toContain('6 personas');
  // A few of the six, whichever come first.
  expect(counted.body.match(/Persona [0-5]/g)).toHaveLength(5);
  expect((await ana.post('/console/broadcasts/count', { ...NEWS, stage: 'networking' })).body).toContain(
    'Nadie',
  );
});

it('a draft shows the plan and how it is read in each language; nothing goes out', async () => {
  const page = await ana.get(await drafted(ana, { 'text-en': 'There is a workshop.' }));
  expect(page.body).toContain('Se le escribe a 9 personas.');
  expect(page.body).toContain('Hay taller el jueves.');
  expect(page.body).toContain('There is a workshop.');
  expect(page.body).toContain('Ley 2300');
  expect(world.fake.messages.all()).toHaveLength(0);
});

it('many need their number typed in, and then it goes, once, with its ledger', async () => {
  const at = await drafted(luis);
  expect((await luis.post(`${at}/send`)).location).toContain('broadcast-needs-number');
  expect((await luis.post(`${at}/send`, { typed: '7' })).location).toContain('broadcast-wrong-number');
  const sent = await luis.post(`${at}/send`, { typed: '6' });
  expect(sent.location).toContain('said=broadcast-sending');
  expect((await luis.post(`${at}/send`, { typed: '6' })).location).toContain('broadcast-not-a-draft');
  await world.stateIs(idOf(at), 'done');
  await until('all delivered', async () => (await world.totals(idOf(at))).delivered === 6);
  const progress = await luis.get(`${at}/progress`);
  expect(progress.body).toContain('6 de 6');
  expect(progress.body).not.toContain('hx-get');
  expect((await luis.get(`${at}/ledger?state=delivered`)).body).toContain('Persona 5');
  expect((await luis.get(`${at}/ledger?state=failed`)).body).toContain('Nadie en este estado');
  const csv = await luis.get(`${at}/ledger.csv`);
  expect(csv.body.trim().split('\n')).toHaveLength(7);
  expect((await luis.get(`${at}/ledger.xlsx`)).headers.get('content-type')).toContain('spreadsheetml');
  expect(await audited(idOf(at))).toEqual(['broadcast.drafted', 'broadcast.sent']);
});

it('a second person may approve it, whoever asked may not', async () => {
  // One message a day a person: the next day, signed in anew.
  world.ahead(24 * 3_600_000);
  await luis.signIn('luis');
  await ana.signIn('ana');
  await luis.get('/console');
  await ana.get('/console');
  const at = await drafted(luis);
  expect((await luis.post(`${at}/send`, { second: 'yes' })).location).toContain('waits-for-second');
  expect((await luis.post(`${at}/approve`)).location).toContain('broadcast-own-wish');
  expect((await ana.get(at)).body).toContain('Aprobar y enviar');
  expect((await ana.post(`${at}/approve`)).location).toContain('broadcast-sending');
  await world.stateIs(idOf(at), 'done');
});

it('is paused, goes on and is cancelled', async () => {
  const at = await drafted(ana, { day: '2026-12-03', time: '10:00' });
  await ana.post(`${at}/send`, { typed: '9' });
  await world.stateIs(idOf(at), 'sending');
  expect((await ana.post(`${at}/pause`)).location).toContain('said=saved');
  expect((await ana.get(at)).body).toContain('En pausa porque');
  expect((await ana.post(`${at}/resume`)).location).toContain('said=saved');
  expect((await ana.post(`${at}/cancel`)).location).toContain('said=saved');
  expect((await ana.post(`${at}/resume`)).location).toContain('said=not-done');
  expect(await world.totals(idOf(at))).toEqual({ dropped: 9 });
});

it('a coordinator’s list is full of her own, however many others lie between', async () => {
  const at = await drafted(luis, { name: 'La primera' });
  for (let n = 0; n < 30; n++) await drafted(ana, { name: `Otra ${n}`, chamber: 'pereira' });
  const list = (await luis.get('/console/broadcasts')).body;
  expect(list).toContain(idOf(at));
  expect(list).not.toContain('Otra');
  expect(list).not.toContain('rel="next"');
  expect((await ana.get('/console/broadcasts')).body).toContain('rel="next"');
});

it('another chamber’s is nowhere; what is wrong is said', async () => {
  const at = await drafted(ana, { chamber: 'pereira' });
  for (const path of ['', '/progress', '/ledger', '/ledger.csv', '/ledger.xlsx'])
    expect((await luis.get(`${at}${path}`)).status, path).toBe(404);
  for (const path of ['send', 'approve', 'pause', 'resume', 'cancel', 'retry'])
    expect((await luis.post(`${at}/${path}`)).status, path).toBe(404);
  expect((await luis.get('/console/broadcasts')).body).not.toContain(idOf(at));
  const wrong = async (change: Record<string, string>) =>
    (await ana.post('/console/broadcasts/new', { ...NEWS, ...change })).location;
  expect(await wrong({ name: '' })).toContain('broadcast-no-words');
  expect(await wrong({ 'text-es': ' ' })).toContain('broadcast-no-words');
  expect(await wrong({ event: 'no-such' })).toContain('not-done');
  expect(await wrong({ min: '-3' })).toContain('not-done');
});
