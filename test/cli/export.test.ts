import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { runCli } from '../support/processes.ts';
import { TO_THE_VERDICT, talk } from '../support/talk.ts';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';

// Processes of their own: on a busy machine each takes its time.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

const ANA = 'whatsapp:+573006000001';
const LUIS = 'whatsapp:+573006000002';
const ROSA = 'whatsapp:+573006000003';
const FORMULA = `=HYPERLINK("http://evil.example","clic")`;

let world: TestWorld;
beforeAll(async () => {
  world = await startTestWorld();
  await talk(world, ANA, TO_THE_VERDICT);
  await talk(world, LUIS, [FORMULA, '@SUM(1)', '-2+3, "dos"\ny más']);
  await world.fake.sendMedia(LUIS, 'image', 'mi tienda');
  await world.fake.waitForInbox(LUIS, 4);
  await talk(
    world,
    ROSA,
    TO_THE_VERDICT.map((line) => (line === 'somos 3' ? 'entre 2 y 4 personas' : line)),
  );
}, 60_000);
afterAll(() => world.close());

async function exported(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await runCli(['export', ...args], { env: world.env });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}

const rowsOf = (jsonl: string) =>
  jsonl
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('export', () => {
  it('gives a screening as JSON Lines: answers as said and as understood, reasons, rubric', async () => {
    const [ana] = rowsOf(await exported('screenings')).filter(({ contact }) => contact === '+573006000001');
    expect(ana).toMatchObject({
      verdict: 'eligible',
      rubricVersion: expect.stringMatching(/./),
      answers: {
        operatingMonths: { said: '3 años', value: 36 },
        people: { said: 'somos 3', value: 3 },
        place: { said: 'Armenia, Quindío', value: { kind: 'covered', municipality: 'Armenia' } },
      },
      reasons: { time: { outcome: 'met', reason: 'enough' } },
    });
  });

  it('gives CSV that a spreadsheet opens: BOM, every column of every row, no live formula', async () => {
    const csv = await exported('messages', '--format', 'csv');
    expect(csv.startsWith('\uFEFFid,at,direction,')).toBe(true);
    const header = csv.slice(1, csv.indexOf('\n')).split(',');
    expect(header).toEqual(expect.arrayContaining(['content.text', 'content.caption', 'content.choices']));
    expect(csv).toContain(`"'=HYPERLINK(""http://evil.example"",""clic"")"`);
    expect(csv).toContain(`'@SUM(1)`);
    expect(csv).toContain(`"'-2+3, ""dos""\ny más"`);
    expect(csv).toContain('mi tienda');
    expect(csv).not.toMatch(/(?:^|[,\n])"?[=@]/m);
  });

  it('gives nested values as columns of their own, whatever the first row holds', async () => {
    const csv = await exported('screenings', '--format', 'csv');
    const [header = ''] = csv.slice(1).split('\n');
    expect(header.split(',')).toEqual(
      expect.arrayContaining([
        'reasons.time.outcome',
        'answers.people.said',
        'answers.place.value.municipality',
      ]),
    );
    expect(csv.trim().split('\n')).toHaveLength(3);
    expect(csv).toContain(`'+573006000001`);
  });

  it('gives contacts with their identities, in the open for who may read them', async () => {
    const rows = rowsOf(await exported('contacts'));
    expect(rows).toHaveLength(3);
    expect(rows[0]).toMatchObject({ identities: ['+573006000001'], consented: true, locale: 'es' });
  });
});
