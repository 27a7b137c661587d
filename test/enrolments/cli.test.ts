import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { runCli } from '../support/processes.ts';
import { startTestWorld, type TestWorld } from '../support/test-app.ts';

// Processes of their own: on a busy machine each takes its time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 90_000 });

let world: TestWorld;
const file = join(tmpdir(), `enrolments-${process.pid}.csv`);
beforeAll(async () => {
  world = await startTestWorld();
  await world.app.house.ports.chambers.save({
    id: 'cali',
    name: 'Cali',
    phone: '',
    hours: '',
    territories: [],
  });
});
afterAll(async () => {
  rmSync(file, { force: true });
  await world.close();
});

async function cli(...args: string[]) {
  const { code, stdout, stderr } = await runCli(args, { env: world.env });
  const lines = stdout.trim().split('\n').filter(Boolean);
  return { code, stderr, rows: lines.map((line) => JSON.parse(line)) };
}

it('a list is looked through, then applied, and its people are found, moved on, credited and exported', async () => {
  writeFileSync(file, 'Celular;Nombre;Negocio\n3005550001;Ana Muñoz;La Espiga\n6012345678;Luis;Dos\n');
  const given = ['--chamber', 'cali', '--source', 'Lista 1', '--consented', '2026-11-01'];
  const looked = await cli('enrolments', 'import', file, ...given);
  expect(looked.rows.at(-1)).toMatchObject({ preview: true, counts: { new: 1, 'invalid-number': 1 } });
  expect((await cli('enrolments')).rows).toEqual([]);

  const applied = await cli('enrolments', 'import', file, ...given, '--apply', '--by', 'rosa');
  expect(applied.rows.at(-1)).toMatchObject({ applied: { enrolled: 1, known: 0 } });
  const [ana] = (await cli('enrolments', 'list', '--named', 'munoz')).rows;
  expect(ana).toMatchObject({ name: 'Ana Muñoz', stage: 'entry-diagnosis', hours: 0 });

  expect((await cli('enrolments', 'stage', ana.id, 'Hoja de ruta')).rows).toMatchObject([
    { changed: true, stage: 'road-map' },
  ]);
  await cli('enrolments', 'hours', ana.id, '90', '--reason', 'Taller', '--key', 'taller-1');
  expect((await cli('enrolments', 'hours', ana.id, '-30', '--reason', 'Error')).rows).toMatchObject([
    { changed: true, hours: 1 },
  ]);
  expect((await cli('enrolments', 'export')).rows).toMatchObject([
    { contact: '+573005550001', minutes: 60, history: [{ by: 'rosa' }, { stage: 'road-map' }] },
  ]);
  expect((await cli('export', 'businesses')).rows).toMatchObject([{ name: 'La Espiga' }]);
  const contact = await world.app.house.records.models.contacts.findById(ana.contactId).lean();
  expect(contact).toMatchObject({ channel: 'twilio', expiresAt: null });
});

it('one is entered by hand; a wrong number is said plainly and nothing is written', async () => {
  const given = '--name Rosa --business Moños --chamber cali --source Visita --consented 01/11/2026'.split(
    ' ',
  );
  const wrong = await cli('enrolments', 'add', '--phone', '6012345678', ...given);
  expect(wrong).toMatchObject({ code: 1, rows: [] });
  expect(wrong.stderr).toContain('fixed-line');
  expect((await cli('enrolments', 'add', '--phone', '3005550002', ...given)).rows).toMatchObject([
    { enrolled: { name: 'Rosa' } },
  ]);
  expect((await cli('enrolments', 'add', '--phone', '3005550002', ...given)).rows).toMatchObject([
    { known: {} },
  ]);
});
