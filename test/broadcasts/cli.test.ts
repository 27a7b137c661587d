import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { runCli } from '../support/processes.ts';
import { until } from '../support/waiting.ts';
import { type BroadcastWorld, startBroadcastWorld } from './world.ts';

// Processes of their own: on a busy machine each takes its time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 90_000 });

let world: BroadcastWorld;
let folder: string;
/** The server’s clock is not the command’s. */
const LONG_AGO = ['--starts', '2026-01-01T09:00-05:00'];
beforeAll(async () => {
  world = await startBroadcastWorld({ env: { BROADCAST_HOURS: 'any', BROADCAST_APPROVAL_FROM: '5' } });
  folder = mkdtempSync(join(tmpdir(), 'fortaleser-broadcast-'));
});
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true });
});

async function run(...args: string[]) {
  const { code, stdout, stderr } = await runCli(['broadcast', ...args, '--by', 'ana'], { env: world.env });
  const line = stdout.trim().split('\n').at(-1) ?? '';
  return { code, stderr: stderr.trim(), said: line.startsWith('{') ? JSON.parse(line) : {} };
}

it('is planned, sent with its number typed, and watched to its end', async () => {
  const people = await world.enrol(6, 'cli');
  const text = ['--name', 'Cierre', '--text-es', 'Hay una noticia.', '--chambers', 'cli', ...LONG_AGO];
  const planned = await run('plan', ...text);
  expect(planned).toMatchObject({ code: 0, said: { people: 6, sendable: 6, bins: { 'by-template': 6 } } });
  const { id } = planned.said;
  expect(await run('send', id)).toMatchObject({ code: 1, said: { outcome: 'needs-number' } });
  expect(await run('send', id, '--people', '7')).toMatchObject({
    code: 1,
    said: { outcome: 'wrong-number' },
  });
  expect(await run('send', id, '--people', '6')).toMatchObject({ code: 0, said: { outcome: 'sending' } });
  expect(await run('send', id, '--people', '6')).toMatchObject({ code: 1, said: { outcome: 'not-a-draft' } });
  await until('all have it', () => people.every((person) => world.fake.inbox(person).length === 1), 60_000);
  await world.stateIs(id, 'done');
  expect(await run('status', id)).toMatchObject({ code: 0, said: { state: 'done', planned: 6 } });
  expect((await run('pause', id)).code).toBe(1);
});

it('a second person lets it go, not who asked', async () => {
  await world.enrol(5, 'cli-second');
  const { said } = await run(
    'send',
    '--name',
    'Dos',
    '--text-es',
    'Hola.',
    '--chambers',
    'cli-second',
    '--second',
  );
  expect(said).toMatchObject({ outcome: 'waits-for-second' });
  expect(await run('approve', said.id)).toMatchObject({ code: 1, said: { outcome: 'own-wish' } });
  expect(await run('cancel', said.id)).toMatchObject({ code: 0, said: { cancelled: true } });
});

it('takes the register of excluded numbers, and leaves them out', async () => {
  const [person = ''] = await world.enrol(1, 'cli-excluded');
  const file = join(folder, 'register.csv');
  writeFileSync(file, `${person.replace('whatsapp:+57', '')};x\nno soy un número\n`);
  expect(await run('exclude', 'import', file)).toMatchObject({ said: { lines: 2, numbers: 1, added: 1 } });
  const { said } = await run('plan', '--name', 'Uno', '--text-es', 'Hola.', '--chambers', 'cli-excluded');
  expect(said).toMatchObject({ sendable: 0, bins: { 'excluded-number': 1 } });
});

it.each([
  ['nothing is said', ['plan', '--name', 'x'], /--text-es/],
  ['a stage that is none', ['plan', '--name', 'x', '--text-es', 'y', '--stages', 'moon'], /stages/],
  [
    'an hour without its offset',
    ['plan', '--name', 'x', '--text-es', 'y', '--starts', '2026-12-01 09:00'],
    /offset/,
  ],
  ['there is no such broadcast', ['pause', 'nowhere'], /no broadcast nowhere/],
])('is refused plainly where %s', async (_what, args, said) => {
  const { code, stderr } = await run(...args);
  expect(code).toBe(1);
  expect(stderr).toMatch(said);
});
