import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { parse } from 'yaml';
import { FOLDERS } from '../../src/composition/paths.ts';
import { transcriptSchema } from '../support/transcripts/format.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fortaleser-flows-'));
  cpSync(FOLDERS.flows, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

it('says file, line, step and what to do, and exits with 1', async () => {
  edit(
    'human.yaml',
    'with-hours: { say: with-hours, next: leave }',
    'with-hours: { say: with-hours, next: bye }',
  );
  const { code, errors, output } = await check();
  expect(code).toBe(1);
  expect(errors).toContain('human.yaml:6 step "with-hours": there is no step "bye" in this flow');
  expect(errors).toContain('→ Write one of: call, with-hours, without-hours, leave.');
  expect(output).toBe('1 error\n');
});

it('says what is wrong in a step nobody can read', async () => {
  edit('human.yaml', 'leave: { end: true }', 'leave: { ends: true }');
  const { code, errors } = await check();
  expect(code).toBe(1);
  expect(errors).toContain('human.yaml:8 step "leave": this is no step we know');
});

it('shows a dead end by a conversation that is a transcript', async () => {
  edit('language.yaml', 'done: { say: done, next: leave }', 'done: { say: done, next: choose }');
  edit('language.yaml', 'leave: { end: true }', '');
  const { errors } = await check();
  const pasted = errors.slice(errors.indexOf('- said:'));
  const [pair] = transcriptSchema.parse(parse(pasted.slice(0, pasted.indexOf('\n/')) || pasted));
  expect(pair?.said).toBe('idioma');
});

function edit(file: string, from: string, to: string): void {
  const path = join(folder, file);
  const source = readFileSync(path, 'utf8');
  expect(source).toContain(from);
  writeFileSync(path, source.replace(from, to));
}

function check(): Promise<{ code: number; output: string; errors: string }> {
  const main = join(FOLDERS.flows, '../src/cli/main.ts');
  return new Promise((resolve) => {
    execFile(process.execPath, [main, 'flows', 'check', '--flows', folder], (error, output, errors) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, output, errors }),
    );
  });
}
