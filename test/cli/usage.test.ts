import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type DataDir, makeDataDir, run, runCli } from '../support/processes.ts';

// Processes of their own: on a busy machine each takes its time.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

let dataDir: DataDir;
beforeEach(() => {
  dataDir = makeDataDir();
});
afterEach(() => dataDir.remove());

it.each(['dance', 'toString'])('the unknown command %s ends with code 1 and the list', async (name) => {
  const { code, stdout, stderr } = await runCli([name]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(new RegExp(`^There is no command ${name}\\.`));
  for (const command of ['chat', 'receive', 'export', 'handoffs', 'chambers', 'understand'])
    expect(stderr).toContain(`  ${command} `);
});

it('no command at all shows the list', async () => {
  const { code, stdout } = await runCli([]);
  expect(code).toBe(0);
  expect(stdout).toContain('npm run -s cli -- COMMAND');
});

it.each([
  ['export', 'secrets'],
  ['export', 'messages', '--pretty'],
  ['handoffs', 'close'],
  ['receive', 'no-such-file.form'],
  ['receive', 'test/fixtures/status.form'],
  ['chat', '--from', '300'],
])('“%s %s” is called wrongly: one plain sentence, code 1', async (...args) => {
  const { code, stdout, stderr } = await runCli(args.filter(Boolean), { env: { DATA_DIR: dataDir.path } });
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(await dataDir.leftovers()).toEqual([]);
});

it('a command without a server runs on services of its own and takes them with it', async () => {
  const { code, stderr } = await runCli(['handoffs'], { env: { DATA_DIR: dataDir.path } });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(await dataDir.leftovers()).toEqual([]);
});

it('a chat that is broken off takes its services with it', async () => {
  const chat = run(['src/cli/main.ts', 'chat'], { env: { DATA_DIR: dataDir.path }, stdin: null });
  await chat.prints(/Write to the bot/);
  chat.kill('SIGINT');
  expect((await chat.ended).code).toBe(130);
  expect(await dataDir.leftovers()).toEqual([]);
});
