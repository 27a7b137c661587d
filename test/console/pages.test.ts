import readExcelFile from 'read-excel-file/node';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { judge } from '../../src/domain/screening.ts';
import { readScreening } from '../../src/usecases/actions/decide-screening.ts';
import { rejudge, whatIf, withRules } from '../../src/usecases/console/what-if.ts';
import type { ScreeningRecord } from '../../src/usecases/ports.ts';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';
import { addAccount, visitor } from './browser.ts';

const PEOPLE = 60;
let world: TestWorld;
let ana: ReturnType<typeof visitor>;
beforeAll(async () => {
  world = await startTestWorld({ overrides: { sweepEveryMs: 60_000 } });
  await addAccount(world, 'ana');
  ana = visitor(world);
  await ana.signIn('ana');
  const { ports } = world.app.house;
  for (let n = 0; n < PEOPLE; n++) {
    const at = new Date(Date.now() - n * 60_000);
    const identities = [{ kind: 'phone' as const, value: `+57301${String(n).padStart(7, '0')}` }];
    const contactId = await ports.contacts.resolve({ identities, channel: 'simulator', at });
    await ports.conversations.snapshot({ ...blank(contactId), revision: 1 });
    await ports.screenings.insert(
      screening(`s${String(n).padStart(3, '0')}`, contactId, { at, months: 10 + (n % 6) }),
    );
  }
});
afterAll(() => world.close());

function blank(contactId: string) {
  return {
    contactId,
    revision: 0,
    locale: 'es',
    owner: 'bot' as const,
    frames: [],
    parked: {},
    offers: [],
    memory: {},
    lastInboundAt: null,
    lastTurn: null,
    outbox: [],
  };
}

function screening(
  id: string,
  contactId: string,
  { at, months }: { at: Date; months: number },
): ScreeningRecord {
  const answer = (value: string | number | object) => ({
    said: '=HYPERLINK("http://x")',
    value: value as never,
  });
  const answers = {
    operatingMonths: answer(months),
    people: answer(3),
    premises: answer('shop'),
    sector: answer('retail'),
    place: answer({ kind: 'covered', territory: 'Pasto' }),
    sales: answer('up'),
    records: answer('always'),
    customers: answer('growing'),
    effort: answer('ready'),
  };
  const { rubric } = world.app.house.conversing;
  const read = readScreening(answers, Object.keys(rubric.score.questions));
  if (!read) throw new Error('these answers should do');
  return {
    id,
    contactId,
    at,
    rubricVersion: rubric.version,
    answers,
    verdict: judge(read, rubric),
    reviewAskedAt: null,
  };
}

async function walk(path: string, pattern: RegExp): Promise<string[][]> {
  const pages: string[][] = [];
  for (let next: string | undefined = path; next; ) {
    const { status, body } = await ana.get(next);
    expect(status).toBe(200);
    pages.push([...body.matchAll(pattern)].map(([, id = '']) => id));
    next = /<a href="([^"]+)" rel="next"/.exec(body)?.[1]?.replaceAll('&amp;', '&');
  }
  return pages;
}

it.each([
  ['/console/chats', /href="\/console\/chats\/([a-f0-9]{24})"/g],
  ['/console/screenings', /href="\/console\/screenings\/(s\d{3})"/g],
])('shows everybody once, a page at a time: %s', async (path, pattern) => {
  const pages = await walk(path, pattern);
  expect(pages.map((page) => page.length)).toEqual([25, 25, 10]);
  expect(new Set(pages.flat()).size).toBe(PEOPLE);
});

it('says how many verdicts another rule would change, and changes none', async () => {
  const { rubric } = world.app.house.conversing;
  const before = screening('x', 'c', { at: new Date(), months: 11 });
  expect(rejudge(before, rubric)).toBeNull();
  expect(rejudge(before, withRules(rubric, { threshold: 40, minMonths: 10, minPeople: 2 }))).toMatchObject({
    from: 'ineligible',
    to: 'eligible',
    criteria: ['time'],
  });
  expect(rejudge({ ...before, answers: {} }, rubric)).toBe('unreadable');
  const { body } = await ana.get('/console/what-if?threshold=40&minMonths=10&minPeople=2');
  expect(body).toContain(`Cambiarían 20 de ${PEOPLE} resultados`);
  async function* none(): AsyncIterable<ScreeningRecord> {}
  expect(await whatIf(none(), rubric)).toMatchObject({ looked: 0, changed: 0 });
});

it('hands out CSV that Excel reads and no formula of anybody’s', async () => {
  const { body, headers } = await ana.get('/console/exports/screenings.csv');
  expect(headers.get('content-disposition')).toContain('screenings.csv');
  expect(body.trim().split('\n')).toHaveLength(PEOPLE + 1);
  expect(body).toContain(`'=HYPERLINK`);
  expect(body).not.toMatch(/[,\n]"?=HYPERLINK/);
});

it('hands out a workbook whose cells are text', async () => {
  const cookie = [...ana.jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const answer = await fetch(`${world.app.url}/console/exports/screenings.xlsx`, { headers: { cookie } });
  const sheets = (await readExcelFile(Buffer.from(await answer.arrayBuffer()))) as unknown as {
    data?: unknown[][];
  }[] &
    unknown[][];
  const rows = (sheets[0]?.data ?? sheets) as unknown[][];
  expect(rows).toHaveLength(PEOPLE + 1);
  const said = rows[0]?.indexOf('answers.people.said') ?? -1;
  expect(rows[1]?.[said]).toBe('=HYPERLINK("http://x")');
});

it('finds a contact by number as people write it, and by id', async () => {
  const { location } = await ana.get('/console/chats?find=301%20000%200007');
  expect(location).toMatch(/^\/console\/chats\/[a-f0-9]{24}$/);
  expect((await ana.get(`/console/chats?find=${location?.split('/').at(-1)}`)).location).toBe(location);
  expect((await ana.get('/console/chats?find=nadie')).location).toContain('said=not-found');
});

it('gives everything of one person as JSON, and the audit says so', async () => {
  const id = (await ana.get('/console/chats?find=3010000007')).location?.split('/').at(-1) ?? '';
  const { body } = await ana.get(`/console/contacts/${id}/export.json`);
  expect(JSON.parse(body)).toMatchObject({ contact: { id }, screenings: [{ contactId: id }] });
  expect((await ana.get('/console/audit')).body).toContain('contact-export');
});

it('deletes one person’s data when that is confirmed, on record', async () => {
  const id = (await ana.get('/console/chats?find=3010000008')).location?.split('/').at(-1) ?? '';
  const { models } = world.app.house.records;
  expect((await ana.post(`/console/contacts/${id}/erase`, {})).status).toBe(404);
  expect(await models.screenings.countDocuments({ contactId: id })).toBe(1);
  const { location } = await ana.post(`/console/contacts/${id}/erase`, { sure: 'yes' });
  expect(location).toContain('said=erased');
  expect(await models.screenings.countDocuments({ contactId: id })).toBe(0);
  const conversation = await world.app.house.ports.conversations.load(id);
  expect(conversation).toMatchObject({ frames: [], parked: {} });
  expect((await ana.get('/console/audit')).body).toContain('contact-erase');
  expect((await ana.get(`/console/contacts/${id}`)).body).toContain('Solicitudes sobre sus datos');
});

it('keeps an answer as a draft for the FAQ, to be downloaded', async () => {
  await ana.get('/console/gaps');
  const draft = { id: 'parqueadero', question: '¿Hay parqueadero?', answer: 'No lo dice el programa.' };
  expect((await ana.post('/console/gaps', draft)).location).toBe('/console/gaps?said=drafted');
  const { body } = await ana.get('/console/gaps/faq.yaml');
  expect(body).toContain('id: parqueadero');
  expect(body).toContain('answer: No lo dice el programa.');
});

it('never runs what somebody writes: a strict policy, and no script or style in the page', async () => {
  const { headers, body } = await ana.get('/console');
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).not.toMatch(/unsafe/);
  expect(policy).toContain("default-src 'self'");
  expect(body).not.toMatch(/<script(?![^>]* src=)|<style| style="| on\w+="/);
});
