import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'node:querystring';
import { setTimeout as sleep } from 'node:timers/promises';

export type SentMessage = { to: string; look: string };

/**
 * The messaging API in its leanest form, in the process of the phones: takes every message and resource at once
 * (or after `latencyMs`). The strict double of the tests would cost more than the server that is measured.
 */
export async function startApi(options: { latencyMs: number; onMessage: (sent: SentMessage) => void }) {
  let sids = 0;
  const nextSid = (prefix: string) => prefix + (++sids).toString(16).padStart(32, '0');
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    request.on('end', async () => {
      if (options.latencyMs > 0) await sleep(options.latencyMs);
      const isMessage = request.url?.endsWith('/Messages.json') && request.method === 'POST';
      const body = isMessage
        ? { sid: nextSid('SM'), status: 'queued' }
        : { sid: nextSid('HX'), messages: [], next_page_uri: null };
      const answer = JSON.stringify(body);
      response
        .writeHead(request.method === 'POST' ? 201 : 200, {
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(answer),
        })
        .end(answer);
      if (!isMessage) return;
      const form = parse(text);
      // Contents are numbered as they come, so a look says which shape and with what values.
      const look = String(form.Body ?? form.ContentVariables ?? '');
      options.onMessage({ to: String(form.To), look });
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
