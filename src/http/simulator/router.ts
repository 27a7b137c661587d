import { fileURLToPath } from 'node:url';
import express, { type ErrorRequestHandler, type RequestHandler, type Router } from 'express';
import { z } from 'zod';
import { historySchema, identitySchema, messageSchema, readSchema, sentence, toInbound } from './body.ts';
import { streamEvents } from './events.ts';
import type { SimulatorPorts } from './ports.ts';

const PAGE = fileURLToPath(new URL('./page/', import.meta.url));
const BODY_LIMIT = 64 * 1024;
const HISTORY_LIMIT = 60;
/** Phones one page may show side by side. */
const PHONES_LIMIT = 30;

const eventsSchema = z.object({
  from: z.preprocess(
    (value) => (Array.isArray(value) ? value : [value]),
    z.array(identitySchema).min(1).max(PHONES_LIMIT),
  ),
});

/** The chat simulator's page and its API, to be mounted at any path. */
export function createSimulatorRouter(
  ports: SimulatorPorts,
  { heartbeatMs = 15_000, clock = () => new Date() }: { heartbeatMs?: number; clock?: () => Date } = {},
): Router {
  const router = express.Router();
  router.get('/', withTrailingSlash);
  router.use(express.static(PAGE, { index: 'index.html', redirect: false, setHeaders: revalidate }));

  router.post('/messages', requireJson, readJson, async (request, response) => {
    const body = messageSchema.safeParse(request.body);
    if (!body.success) {
      response.status(400).json({ error: sentence(body.error) });
      return;
    }
    const message = toInbound(body.data, clock());
    await ports.receive(message);
    response.status(202).json({ id: message.id });
  });

  router.post('/read', requireJson, readJson, async (request, response) => {
    const body = readSchema.safeParse(request.body);
    if (!body.success) {
      response.status(400).json({ error: sentence(body.error) });
      return;
    }
    for (const id of new Set(body.data.ids)) await ports.markRead(id);
    response.status(204).end();
  });

  router.get('/history', async (request, response) => {
    const query = historySchema.safeParse(request.query);
    if (!query.success) {
      response.status(400).json({ error: sentence(query.error) });
      return;
    }
    const { from, before } = query.data;
    const messages = await ports.history(from, { limit: HISTORY_LIMIT + 1, ...(before ? { before } : {}) });
    response.set('Cache-Control', 'no-store');
    response.json({ messages: messages.slice(-HISTORY_LIMIT), more: messages.length > HISTORY_LIMIT });
  });

  router.get('/events', async (request, response) => {
    const query = eventsSchema.safeParse(request.query);
    if (!query.success) {
      response.status(400).json({ error: sentence(query.error) });
      return;
    }
    await streamEvents(response, {
      identities: query.data.from,
      watch: ports.watch.bind(ports),
      heartbeatMs,
    });
  });

  router.use(refuseBody);
  return router;
}

/** The page's files are named relative to it, so its address must end in a slash. */
const withTrailingSlash: RequestHandler = (request, response, next) => {
  const [path = '', query] = request.originalUrl.split('?');
  if (path.endsWith('/')) next();
  else response.redirect(308, `${path.slice(path.lastIndexOf('/') + 1)}/${query ? `?${query}` : ''}`);
};

function revalidate(response: express.Response): void {
  response.set('Cache-Control', 'no-cache');
}

/** Only JSON: a foreign site's form cannot send it without asking first. */
const requireJson: RequestHandler = (request, response, next) => {
  if (request.is('application/json')) next();
  else response.status(415).json({ error: 'Send JSON with the content type application/json.' });
};

const readJson = express.json({ limit: BODY_LIMIT });

const refuseBody: ErrorRequestHandler = (error: { type?: string }, _request, response, next) => {
  if (error.type === 'entity.too.large') {
    response.status(413).json({ error: `A body has at most ${BODY_LIMIT / 1024} kB.` });
  } else if (error.type === 'entity.parse.failed') {
    response.status(400).json({ error: 'The body is not JSON.' });
  } else {
    next(error);
  }
};
