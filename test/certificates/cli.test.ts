import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { keySetOf } from '../../src/usecases/certificates/check-offline.ts';
import { runCli } from '../support/processes.ts';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';
import { earned } from './house.ts';

// Processes of their own: on a busy machine each takes its time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 90_000 });

let world: TestWorld;
const folder = mkdtempSync(join(tmpdir(), 'certificates-cli-'));
beforeAll(async () => {
  world = await startTestWorld();
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await world.close();
});

async function cli(...args: string[]) {
  const { code, stdout, stderr } = await runCli(['certificates', ...args], { env: world.env });
  const lines = stdout.trim().split('\n').filter(Boolean);
  return { code, stderr, rows: lines.map((line) => JSON.parse(line)) };
}

it('one is issued once, listed, verified, checked offline, taken back with a reason and exported', async () => {
  const { ports } = world.app.house;
  const enrolment = await earned(ports, { contactId: 'cli' });
  const [made] = (await cli('issue', enrolment.id, '--by', 'rosa')).rows;
  expect(made).toMatchObject({ issued: { name: 'Ana María Muñoz', issuedBy: 'rosa' } });
  const { code } = made.issued;
  expect(made.link).toContain(`/certificates/${code}?t=`);
  expect((await cli('issue', enrolment.id)).rows).toMatchObject([{ known: { code } }]);
  expect((await cli('verify', code.toLowerCase().replaceAll('-', ' '))).rows).toMatchObject([
    { kind: 'valid', name: 'Ana María Muñoz' },
  ]);

  const [exported] = (await cli('export')).rows;
  const [file, keys] = [join(folder, 'one.json'), join(folder, 'keys.json')];
  writeFileSync(file, JSON.stringify(exported.signed));
  writeFileSync(keys, JSON.stringify(keySetOf(await ports.certifying.keys.list())));
  expect(await cli('verify', file, '--keys', keys)).toMatchObject({ code: 0, rows: [{ kind: 'genuine' }] });
  writeFileSync(file, JSON.stringify(exported.signed).replace('Muñoz', 'Munoz'));
  expect(await cli('verify', file, '--keys', keys)).toMatchObject({ code: 1, rows: [{ kind: 'forged' }] });

  const unreasoned = await cli('revoke', code);
  expect(unreasoned.stderr).toContain('--reason');
  await cli('revoke', code, '--reason', 'Nombre de otra persona', '--by', 'rosa');
  expect(await cli('verify', code)).toMatchObject({ code: 1, rows: [{ kind: 'revoked' }] });
  expect((await cli('--status', 'revoked')).rows).toMatchObject([
    { code, revoked: { by: 'rosa', reason: 'Nombre de otra persona' } },
  ]);
});

it('who has not earned one is told what is missing', async () => {
  const { id } = await earned(world.app.house.ports, { contactId: 'early', minutes: 60 });
  const { code, rows } = await cli('issue', id);
  expect({ code, rows }).toMatchObject({ code: 1, rows: [{ missing: [{ kind: 'hours', minutes: 2340 }] }] });
  expect((await cli('issue', 'nobody')).stderr).toContain('there is no enrolment nobody');
});
