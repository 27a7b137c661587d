import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { parse } from 'yaml';
import { FOLDERS } from '../../src/composition/paths.ts';
import { shippedWorld } from '../support/rehearsal-house.ts';
import { databaseOf } from '../support/test-app.ts';
import { transcriptSchema } from '../support/transcripts/format.ts';
import { atHome, play } from '../support/transcripts/play.ts';

let folder: string;
let env: NodeJS.ProcessEnv;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fortaleser-chat-'));
  env = {
    ...process.env,
    NODE_ENV: 'test',
    DATA_DIR: folder,
    MONGODB_URI: databaseOf(inject('mongodbUri')),
    REDIS_URL: `${inject('redisUrl')}/14`,
  };
});
afterAll(() => rmSync(folder, { recursive: true }));

it('a chat recorded in the terminal is a transcript that holds', async () => {
  const file = join(folder, 'chat.yaml');
  await cli(['chat', '--record', file], 'hola\n#1\n#1\n3 años\n\n');
  const pairs = transcriptSchema.parse(parse(readFileSync(file, 'utf8')));
  expect(pairs.map(({ said, tap }) => said ?? tap)).toEqual(['hola', 'Ver si cumplo', 'Sí', '3 años']);
  const { played } = await play(await shippedWorld(), pairs, 'es');
  expect(played.map(({ expected }) => expected)).toEqual(pairs.map(({ expected }) => expected?.map(atHome)));
});

it('status and picture count who waits where; a replay of the same flows finds no difference', async () => {
  const versions = (await cli(['flows', 'status']))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(versions).toContainEqual(
    expect.objectContaining({ flow: 'screening', current: true, people: 1, steps: { people: 1 } }),
  );
  expect(await cli(['flows', 'graph', 'screening', '--people', '--format', 'mermaid'])).toContain('● 1');
  expect(JSON.parse(await cli(['flows', 'replay', '--last', '10']))).toEqual({
    conversations: 1,
    turns: 4,
    same: 1,
    verdicts: 0,
  });
  expect(await cli(['flows', 'publish'])).toContain('screening@');
});

function cli(args: string[], input = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(FOLDERS.flows, '../src/cli/main.ts'), ...args], { env });
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      errors += chunk;
    });
    child.on('exit', (code) => (code === 0 ? resolve(output) : reject(new Error(errors))));
    child.stdin.end(input);
  });
}
