import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'node:querystring';
import { createSignatureCheck } from '../../src/adapters/twilio/signature.ts';

export type Recorded = { path: string; form: Record<string, string>; genuine: boolean; token: string };

export type WebhookRecorder = Awaited<ReturnType<typeof startWebhookRecorder>>;

/** A server that keeps the webhooks it gets, and whether their signatures hold. */
export async function startWebhookRecorder(authToken: string, answers: number[] = []) {
  const received: Recorded[] = [];
  const server = http.createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const form = Object.fromEntries(Object.entries(parse(text)).map(([key, value]) => [key, String(value)]));
    const path = request.url ?? '';
    const genuine = check(request.headers['x-twilio-signature']?.toString(), path, form);
    received.push({ path, form, genuine, token: String(request.headers['i-twilio-idempotency-token']) });
    response.writeHead(answers.shift() ?? 200, { 'Content-Type': 'text/xml' }).end('<Response/>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const check = createSignatureCheck({ tokens: [authToken], publicUrl: url });

  return {
    url,
    received,
    statuses: () => received.map(({ form }) => form.MessageStatus),
    close(): Promise<void> {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
