import { enableCompileCache } from 'node:module';
import { QUICK } from './timing.ts';

// As the server itself does: a start is mostly reading TypeScript.
enableCompileCache();
const { serve } = await import('../../src/serve.ts');

// The server process, which does not wait long for what was lost.
await serve(process.env, {
  timing: QUICK,
  sweepEveryMs: 200,
  staleAfterMs: 300,
  turnLeaseMs: 500,
  chatQuietMs: 0,
  lockMs: 500,
});
