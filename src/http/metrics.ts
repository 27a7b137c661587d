import { createHash, timingSafeEqual } from 'node:crypto';
import express, { type Router } from 'express';

/** `/metrics` for who has the token, as a Bearer; without one set there is no such door. */
export function createMetricsRouter(door: {
  token: string | undefined;
  metrics: { text(): Promise<string>; type: string };
}): Router {
  const router = express.Router();
  const { token, metrics } = door;
  if (!token) return router;
  const expected = digest(`Bearer ${token}`);
  router.get('/metrics', async (request, response) => {
    if (!timingSafeEqual(digest(request.get('Authorization') ?? ''), expected)) {
      response.status(401).set('WWW-Authenticate', 'Bearer').type('text').send('A token is needed.');
      return;
    }
    response
      .set('Cache-Control', 'no-store')
      .type(metrics.type)
      .send(await metrics.text());
  });
  return router;
}

/** Of one length, whatever was given: how long the comparison takes tells nothing. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
