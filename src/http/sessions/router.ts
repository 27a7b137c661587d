import express, { type Router } from 'express';
import type { RateLimiter } from '../../usecases/rate-limiter.ts';
import type { CalendarEntry } from '../../usecases/sessions/calendar-entry.ts';
import { limit } from '../limit.ts';

export type SessionDoor = {
  /** What a token shows, and in which language its owner reads; null where it shows nothing. */
  entryOf(token: string): Promise<{ locale: string; entry: CalendarEntry } | null>;
  fileOf(entry: CalendarEntry, locale: string): string;
  limiter: RateLimiter;
};

/** A session for somebody's calendar, behind an address that only they were given. */
export function createSessionRouter(door: SessionDoor): Router {
  const router = express.Router();
  router.get('/sessions/:token.ics', limit(door.limiter), async (request, response) => {
    response.set('Cache-Control', 'no-store').set('X-Robots-Tag', 'noindex');
    const shown = await door.entryOf(String(request.params.token));
    if (!shown) {
      response.status(404).type('text').send('Not found.');
      return;
    }
    const { entry, locale } = shown;
    const method = entry.cancelled ? 'CANCEL' : 'PUBLISH';
    response
      .set('Content-Type', `text/calendar; charset=utf-8; method=${method}`)
      .set('Content-Disposition', 'inline; filename="fortaleser.ics"')
      .send(door.fileOf(entry, locale));
  });
  return router;
}
