import express, { type Router } from 'express';

/** `/health`: the process is alive. `/ready`: Redis and MongoDB answer, so messages can be taken. */
export function createHealthRouter(checks: Record<string, () => Promise<unknown>>): Router {
  const router = express.Router();
  router.get('/health', (_request, response) => {
    response.json({ status: 'alive' });
  });
  router.get('/ready', async (_request, response) => {
    const results = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => [name, await passes(check)]),
    );
    const ready = results.every(([, passed]) => passed);
    response
      .status(ready ? 200 : 503)
      .json({ status: ready ? 'ready' : 'not-ready', ...Object.fromEntries(results) });
  });
  return router;
}

const PATIENCE_MS = 2_000;

async function passes(check: () => Promise<unknown>): Promise<boolean> {
  const timer = new Promise<false>((resolve) => setTimeout(resolve, PATIENCE_MS, false).unref());
  const answer = check().then(
    () => true,
    () => false,
  );
  return await Promise.race([answer, timer]);
}
