import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { sourceFiles } from '../support/source-files.ts';

const files = sourceFiles(fileURLToPath(new URL('../../src/', import.meta.url)));

/** Names of modules that a setting chooses, never a person. */
const ALLOWED = ['adapters/langchain/chat-model.ts'];

/** What would run a text as code, here, in a shell or in the database. */
const RUNS_TEXT = [
  /(?<!\.)\beval\s*\(/,
  /\bnew Function\b/,
  /\bimport\((?!\s*')/,
  /\$where\b|\$function\b|\$accumulator\b/,
  /from 'node:vm'/,
  /shell: true/,
];

it('no text is run as code', () => {
  const found = files
    .filter(({ path }) => !ALLOWED.includes(path))
    .flatMap(({ path, code }) =>
      RUNS_TEXT.filter((pattern) => pattern.test(code)).map((pattern) => `${path}: ${pattern}`),
    );
  expect(found).toEqual([]);
});

it('no use case or door fetches an address: what a message names is never visited', () => {
  const fetching = files
    .filter(
      ({ path }) => /^(domain|flow|usecases|http)\//.test(path) && !path.startsWith('http/simulator/page/'),
    )
    .filter(
      ({ code, imports }) => /\bfetch\(/.test(code) || imports.some((one) => /^node:https?$/.test(one)),
    );
  expect(fetching.map(({ path }) => path)).toEqual(['http/listen.ts']);
});

it('only what starts the services of development starts programs', () => {
  const starting = files.filter(({ imports }) => imports.includes('node:child_process'));
  expect(starting.map(({ path }) => path).filter((path) => !path.startsWith('embedded/'))).toEqual([]);
});
