import type { Response } from 'express';
import type { Identity } from '../../domain/identity.ts';
import type { SimulatorMessage } from './ports.ts';

type Watch = (identity: Identity, listener: (message: SimulatorMessage) => void) => Promise<() => void>;

/**
 * One stream for all the phones of a page: browsers open only six HTTP/1.1 connections to a host.
 * It is already watching when its headers go out, so a page that reads the history after `open` misses nothing.
 */
export async function streamEvents(
  response: Response,
  { identities, watch, heartbeatMs }: { identities: Identity[]; watch: Watch; heartbeatMs: number },
): Promise<void> {
  let open = true;
  const early: string[] = [];
  const write = (chunk: string) => {
    if (!open) return;
    if (response.headersSent) response.write(chunk);
    else early.push(chunk);
  };
  const watching = await Promise.allSettled(
    identities.map((identity) =>
      watch(identity, (message) => write(`data: ${JSON.stringify({ from: identity.value, message })}\n\n`)),
    ),
  );
  const stop = () => {
    open = false;
    for (const watched of watching) if (watched.status === 'fulfilled') watched.value();
  };
  const refused = watching.find((watched) => watched.status === 'rejected');
  if (refused || response.destroyed) {
    stop();
    if (refused) throw refused.reason;
    return;
  }

  response.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-cache, no-transform',
    // nginx would hold events back until its buffer is full.
    'X-Accel-Buffering': 'no',
  });
  response.write(`event: beat\ndata: 0\n\n${early.join('')}`);
  const heartbeat = setInterval(() => write('event: beat\ndata: 0\n\n'), heartbeatMs);
  response.on('close', () => {
    clearInterval(heartbeat);
    stop();
  });
}
