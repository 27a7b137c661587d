import type { Response } from 'express';
import { html } from '../../../adapters/html/html.ts';
import type { Answer, Route, Visit } from '../route.ts';

const HEARTBEAT_MS = 20_000;
/** A stream ends after this long; the page opens another and has to show its session again. */
const STREAM_MS = 5 * 60_000;
/** Changes that come together are told once. */
const GATHER_MS = 400;

export const liveRoutes: Route[] = [
  { method: 'get', path: '/live', may: 'coordinator', passive: true, handle: async (visit) => live(visit) },
  {
    method: 'get',
    path: '/badge',
    may: 'coordinator',
    passive: true,
    handle: async (visit) => ({ kind: 'fragment', body: html`${await openTickets(visit)}` as never }),
  },
];

/** Says that something changed, of one contact or of any, never what: the page asks for that itself. */
function live({ desk, query }: Visit): Answer {
  const listen = (listener: () => void) =>
    query.contact ? desk.signals.listen(query.contact, listener) : desk.signals.listenAll(listener);
  return {
    kind: 'stream',
    run(response: Response) {
      response.writeHead(200, {
        'Content-Type': 'text/event-stream',
        'Cache-Control': 'no-store, no-transform',
        'X-Accel-Buffering': 'no',
      });
      response.write('retry: 1000\nevent: open\ndata: 0\n\n');
      let gathering: NodeJS.Timeout | null = null;
      const stop = listen(() => {
        gathering ??= setTimeout(() => {
          gathering = null;
          response.write('event: changed\ndata: 0\n\n');
        }, GATHER_MS);
      });
      const heartbeat = setInterval(() => response.write(': beat\n\n'), HEARTBEAT_MS);
      const end = setTimeout(() => response.end(), STREAM_MS);
      response.on('close', () => {
        stop();
        clearInterval(heartbeat);
        clearTimeout(end);
        if (gathering) clearTimeout(gathering);
      });
    },
  };
}

export async function openTickets({ desk, scope, t }: Visit): Promise<string> {
  return t('home.tickets', { count: await desk.inbox.countOpen(scope) });
}
