import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it, vi } from 'vitest';
import { parse } from 'yaml';
import { flows } from '../../src/cli/flows.ts';
import { FOLDERS } from '../../src/composition/paths.ts';
import { shippedWorld } from '../support/rehearsal-house.ts';
import { databaseOf } from '../support/test-app.ts';
import { transcriptSchema } from '../support/transcripts/format.ts';
import { atHome, play } from '../support/transcripts/play.ts';

let folder: string;
let env: Record<string, string>;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fortaleser-chat-'));
  env = {
    NODE_ENV: 'test',
    DATA_DIR: folder,
    MONGODB_URI: databaseOf(inject('mongodbUri')),
    REDIS_URL: `${inject('redisUrl')}/14`,
  };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

it('a chat recorded in the terminal is a transcript that holds', async () => {
  const file = join(folder, 'chat.yaml');
  await chat(['--record', file], 'hola\n#1\n#1\n3 años\n\n');
  const pairs = transcriptSchema.parse(parse(readFileSync(file, 'utf8')));
  expect(pairs.map(({ said, tap }) => said ?? tap)).toEqual(['hola', 'Ver si cumplo', 'Sí', '3 años']);
  const { played } = await play(await shippedWorld(), pairs, 'es');
  expect(played.map(({ expected }) => expected)).toEqual(pairs.map(({ expected }) => expected?.map(atHome)));
});

it('status and picture count who waits where; a replay of the same flows finds no difference', async () => {
  const versions = (await flowsCommand('status'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(versions).toContainEqual(
    expect.objectContaining({ flow: 'screening', current: true, people: 1, steps: { people: 1 } }),
  );
  expect(await flowsCommand('graph', 'screening', '--people', '--format', 'mermaid')).toContain('● 1');
  expect(JSON.parse(await flowsCommand('replay', '--last', '10'))).toEqual({
    conversations: 1,
    turns: 4,
    same: 1,
    verdicts: 0,
  });
  expect(await flowsCommand('publish')).toContain('screening@');
});

/** In this process: a start of its own costs seconds. */
async function flowsCommand(...args: string[]): Promise<string> {
  const lines: unknown[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((line) => lines.push(line));
  try {
    await flows(args);
  } finally {
    log.mockRestore();
  }
  return lines.join('\n');
}

function chat(args: string[], input: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const main = join(FOLDERS.flows, '../src/cli/main.ts');
    const child = spawn(process.execPath, [main, 'chat', ...args], { env: { ...process.env, ...env } });
    let errors = '';
    child.stderr.on('data', (chunk) => {
      errors += chunk;
    });
    child.stdout.resume();
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(errors))));
    child.stdin.end(input);
  });
}
