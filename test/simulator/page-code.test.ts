import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

it("holds the page's plain JavaScript to its types", async () => {
  const compiler = new URL('../../node_modules/.bin/tsc', import.meta.url).pathname;
  const project = new URL('../../src/http/simulator/tsconfig.page.json', import.meta.url).pathname;
  const outcome = await promisify(execFile)(compiler, ['-p', project]).catch(
    (error: { stdout: string }) => error,
  );
  expect(outcome.stdout).toBe('');
});
