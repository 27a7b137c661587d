import express, { type Request, type Router } from 'express';
import type { Texts } from '../../flow/world.ts';
import type { PersonalLinks, PersonalSection } from '../../usecases/data-rights/ports.ts';
import type { RateLimiter } from '../../usecases/rate-limiter.ts';
import { addressOf, limit } from '../limit.ts';
import { type Kept, myDataPage } from './page.ts';

export type MyDataDoor = {
  links: PersonalLinks;
  sections: PersonalSection[];
  /** The language of the person, or null where there is nobody any more. */
  localeOf(contactId: string): Promise<string | null>;
  texts: Texts;
  limiter: RateLimiter;
  clock: () => Date;
};

/** What is kept about a person, behind a link that only they were given: to read, or as a file. */
export function createMyDataRouter(door: MyDataDoor): Router {
  const { links, sections, texts, clock } = door;
  const router = express.Router();
  const ownerOf = ({ query }: Request) => (typeof query.t === 'string' ? links.read(query.t, clock()) : null);
  // Guessing is limited by address; who has a link is not held up by those who share their address.
  const limited = limit(door.limiter, (request) => ownerOf(request) ?? addressOf(request));
  router.get(['/my-data', '/my-data.json'], limited, async (request, response) => {
    response.set('Cache-Control', 'no-store').set('X-Robots-Tag', 'noindex');
    const contactId = ownerOf(request);
    const locale = contactId && (await door.localeOf(contactId));
    if (!contactId || !locale) {
      response.status(404).type('text').send(texts.get('es', 'privacy:export.over'));
      return;
    }
    const kept: Kept = {};
    for (const { name, read } of sections) kept[name] = await read(contactId);
    if (request.path === '/my-data.json') response.attachment('my-data.json').json(kept);
    else response.type('html').send(myDataPage({ texts, locale, kept, token: String(request.query.t) }));
  });
  return router;
}
