import { serve } from '../../src/serve.ts';
import { QUICK } from './timing.ts';

// The server process, which does not wait long for what was lost.
await serve(process.env, {
  timing: QUICK,
  sweepEveryMs: 200,
  staleAfterMs: 300,
  turnLeaseMs: 500,
  chatQuietMs: 0,
  lockMs: 500,
});
