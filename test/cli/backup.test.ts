import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { keysDatabase } from '../../src/adapters/mongo/contact-keys.ts';
import { runCli } from '../support/processes.ts';
import { TO_THE_VERDICT, talk } from '../support/talk.ts';
import { databaseOf, startTestWorld, type TestWorld } from '../support/test-app.ts';

// Processes of their own: on a busy machine each takes its time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 90_000 });

const ANA = 'whatsapp:+573006100001';

let world: TestWorld;
let place: string;
beforeAll(async () => {
  world = await startTestWorld();
  await talk(world, ANA, TO_THE_VERDICT);
  place = mkdtempSync(join(tmpdir(), 'fortaleser-backup-'));
  const { code, stderr } = await runCli(['backup', data(), '--keys', keys()], { env: world.env });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});
afterAll(async () => {
  await world.close();
  rmSync(place, { recursive: true });
});

const data = () => join(place, 'data');
const keys = () => join(place, 'keys');
/** Records of its own for each restore. */
let elsewhere: NodeJS.ProcessEnv;
beforeEach(() => {
  elsewhere = { ...world.env, MONGODB_URI: databaseOf(world.env.MONGODB_URI ?? '') };
});

const restore = (...args: string[]) => runCli(['restore', data(), ...args], { env: elsewhere });
const exported = async (env: NodeJS.ProcessEnv) =>
  (await runCli(['export', 'screenings'], { env })).stdout.trim();

it('what was backed up opens again elsewhere, to the letter, with its indexes', async () => {
  const { code, stderr, stdout } = await restore('--keys', keys());
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(JSON.parse(stdout)).toMatchObject({ data: { screenings: 1 }, keys: { contactKeys: 1 } });
  const before = await exported(world.env);
  expect(before).toContain('Armenia');
  expect(await exported(elsewhere)).toBe(before);
  const { connection } = world.app.house.records;
  const client = connection.getClient();
  const name = new URL(elsewhere.MONGODB_URI ?? '').pathname.slice(1);
  for (const [one, other] of [
    [connection.name, name],
    [keysDatabase(connection), `${name}_keys`],
  ] as const)
    for (const { name: collection } of await client.db(one).listCollections().toArray()) {
      const all = (db: string) => client.db(db).collection(collection).find().sort({ _id: 1 }).toArray();
      expect(await all(other), collection).toEqual(await all(one));
    }
  const indexes = await client.db(name).collection('messages').indexes();
  expect(indexes.length).toBe((await client.db(connection.name).collection('messages').indexes()).length);
});

it('the data alone tell nobody anything, and the keys lie apart', async () => {
  const told = readdirSync(data())
    .filter((file) => file.endsWith('.gz'))
    .map((file) => gunzipSync(readFileSync(join(data(), file))).toString())
    .join('\n');
  expect(told.includes('573006100001') || told.includes('somos 3')).toBe(false);
  expect(readdirSync(data()).join()).not.toContain('contactKeys');
  expect((await restore('--without-keys')).code).toBe(0);
  expect(await exported(elsewhere)).not.toContain('Armenia');
});

it('does not write over records that are there, unless that is said', async () => {
  expect((await restore('--keys', keys())).code).toBe(0);
  const again = await restore('--keys', keys());
  expect(again.code).toBe(1);
  expect(again.stderr).toMatch(/is not empty .*--force/);
  expect((await restore('--keys', keys(), '--force')).code).toBe(0);
  expect(await exported(elsewhere)).toBe(await exported(world.env));
});

it.each([
  ['nothing is said of the keys', [data], /usage: restore/],
  ['the keys would lie with the data', [data, '--keys', () => join(data(), 'keys')], /a folder of their own/],
  ['there is no backup', [() => join(place, 'none'), '--without-keys'], /holds no whole backup/],
])('is refused where %s', async (_what, given, said) => {
  const args = given.map((one) => (typeof one === 'string' ? one : one()));
  const { code, stderr } = await runCli(['restore', ...args], { env: elsewhere });
  expect(code).toBe(1);
  expect(stderr).toMatch(said);
});

it('a backup that lost a line is not taken for whole', async () => {
  const cut = join(place, 'cut');
  const { code } = await runCli(['backup', cut, '--without-keys'], { env: world.env });
  expect(code).toBe(0);
  const manifest = join(cut, 'manifest.json');
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace(/"screenings": 1/, '"screenings": 2'));
  const outcome = await runCli(['restore', cut, '--without-keys'], { env: elsewhere });
  expect(outcome.code).toBe(1);
  expect(outcome.stderr).toContain('screenings: 1 of 2');
});

it('never writes into a folder that holds something', async () => {
  const { code, stderr } = await runCli(['backup', data(), '--without-keys'], { env: world.env });
  expect({ code, stderr: stderr.trim() }).toEqual({ code: 1, stderr: `${data()} is not empty` });
});
