import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TO_THE_VERDICT, talk } from '../support/talk.ts';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';

const TOKEN = 'a token for tests only';
const ANA = 'whatsapp:+573007100001';

let world: TestWorld;
beforeAll(async () => {
  world = await startTestWorld({ env: { METRICS_TOKEN: TOKEN } });
  await talk(world, ANA, [...TO_THE_VERDICT, 'asesor']);
});
afterAll(() => world.close());

const scrape = (authorization?: string) =>
  fetch(`${world.app.url}/metrics`, { headers: authorization ? { authorization } : {} });
const read = async () => await (await scrape(`Bearer ${TOKEN}`)).text();

/** The sum of a metric's samples whose labels hold all that is asked. */
async function value(name: string, labels: Record<string, string> = {}): Promise<number> {
  const wanted = Object.entries(labels).map(([label, one]) => `${label}="${one}"`);
  return (await read())
    .split('\n')
    .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `))
    .filter((line) => wanted.every((one) => line.includes(one)))
    .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}

it('is for who has the token', async () => {
  expect((await scrape()).status).toBe(401);
  expect((await scrape('Bearer another')).status).toBe(401);
  expect((await scrape(TOKEN)).status).toBe(401);
  const open = await scrape(`Bearer ${TOKEN}`);
  expect(open.status).toBe(200);
  expect(open.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
});

it('counts turns, answers and what the provider said of them', async () => {
  const turns = TO_THE_VERDICT.length + 1;
  expect(await value('fortaleser_turn_seconds_count')).toBe(turns);
  const answered = await value('fortaleser_reply_seconds_count');
  expect(answered).toBeGreaterThan(0);
  expect(await value('fortaleser_sends_total', { purpose: 'reply', outcome: 'accepted' })).toBe(answered);
  await expect.poll(() => value('fortaleser_statuses_total', { status: 'delivered' })).toBeGreaterThan(0);
});

it('names refusals by code, and counts what waits', async () => {
  expect(await value('fortaleser_tickets')).toBe(1);
  expect(await value('fortaleser_unanswered')).toBe(0);
  world.fake.faults.next({ kind: 'answer', status: 400, code: 63024 });
  await world.fake.say(ANA, 'menú');
  await expect
    .poll(() => value('fortaleser_sends_total', { outcome: 'refused', why: '63024' }))
    .toBeGreaterThan(0);
  expect(await value('fortaleser_jobs', { queue: 'reminders', state: 'waiting' })).toBe(0);
});

it('says nothing of a person', async () => {
  const told = await read();
  expect(told).not.toMatch(/573007100001|Armenia|somos 3/);
  const { ports } = world.app.house;
  const id = (await ports.contacts.find({ kind: 'phone', value: '+573007100001' })) ?? '';
  expect(id).not.toBe('');
  expect(told).not.toContain(id);
});

it('has every metric that the dashboard shows', async () => {
  const dashboard = readFileSync(new URL('../../docs/grafana.json', import.meta.url), 'utf8');
  const { panels } = JSON.parse(dashboard) as { panels: { targets: { expr: string }[] }[] };
  const shown = panels
    .flatMap(({ targets }) => targets.map(({ expr }) => expr))
    .flatMap((expr) => expr.match(/\b(?:fortaleser|process|nodejs)_[a-z0-9_]+/g) ?? [])
    .map((name) => name.replace(/_(?:bucket|count|sum)$/, ''));
  const told = await read();
  expect(shown.length).toBeGreaterThan(10);
  for (const name of shown) expect(told).toMatch(new RegExp(`^# TYPE ${name} `, 'm'));
});
