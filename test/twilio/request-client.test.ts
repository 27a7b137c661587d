import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import twilio from 'twilio';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TwilioRequestClient } from '../../src/adapters/twilio/request-client.ts';

const sid = `AC${'a'.repeat(32)}`;
let seen: { line: string; headers: http.IncomingHttpHeaders; body: string; port: number | undefined }[];
let answer: (response: http.ServerResponse) => void;
let server: http.Server;
let apiUrl: string;
let transport: TwilioRequestClient;

beforeEach(async () => {
  seen = [];
  answer = (response) => response.end('{"sid": "x"}');
  server = http.createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { method, url, headers, socket } = request;
    seen.push({ line: `${method} ${url}`, headers, body, port: socket.remotePort });
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  transport = new TwilioRequestClient({ apiUrl });
});

afterEach(async () => {
  transport.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

describe('the transport under twilio-node', () => {
  it('maps every Twilio host onto the one it is given, with its path', async () => {
    const below = new TwilioRequestClient({ apiUrl: `${apiUrl}/fake/` });
    for (const host of ['api', 'content', 'messaging']) {
      await below.request({
        method: 'get',
        uri: `https://${host}.twilio.com/v1/X?a=1`,
        params: { b: [2, 3] },
      });
    }
    expect(new Set(seen.map(({ line }) => line))).toEqual(new Set(['GET /fake/v1/X?a=1&b=2&b=3']));
    expect(seen).toHaveLength(3);
    below.close();
  });

  it.each(['https://evil.example/', 'https://api.twilio.com.evil.example/', 'http://127.0.0.1:1/'])(
    'does not go to %s',
    async (uri) => {
      await expect(transport.request({ method: 'get', uri })).rejects.toThrow('not a known Twilio host');
      expect(seen).toEqual([]);
    },
  );

  it('sends what twilio-node gives it as Twilio reads it', async () => {
    const client = twilio(sid, 'token', { httpClient: transport });
    await client.messages.create({ to: 'whatsapp:+573000000001', body: 'a&b +ñ', mediaUrl: ['x', 'y'] });
    const [request] = seen;
    expect(request?.line).toBe(`POST /2010-04-01/Accounts/${sid}/Messages.json`);
    expect(request?.headers.authorization).toBe(`Basic ${Buffer.from(`${sid}:token`).toString('base64')}`);
    const form = [...new URLSearchParams(request?.body)];
    expect(form).toEqual([
      ['To', 'whatsapp:+573000000001'],
      ['Body', 'a&b +ñ'],
      ['MediaUrl', 'x'],
      ['MediaUrl', 'y'],
    ]);
  });

  it('keeps its connections, and no more of them than it may', async () => {
    const narrow = new TwilioRequestClient({ apiUrl, maxSockets: 2 });
    const get = () => narrow.request({ method: 'get', uri: 'https://api.twilio.com/' });
    await Promise.all(Array.from({ length: 20 }, get));
    expect(seen).toHaveLength(20);
    expect(new Set(seen.map(({ port }) => port)).size).toBe(2);
    narrow.close();
  });

  it.each<[string, (response: http.ServerResponse) => void]>([
    ['no head', () => undefined],
    ['no body', (response) => response.writeHead(201).flushHeaders()],
    ['half a body', (response) => response.writeHead(201).write('{"sid"')],
  ])('gives up on an answer with %s', async (_, silence) => {
    answer = silence;
    const hasty = new TwilioRequestClient({ apiUrl, timeoutMs: 300 });
    const request = hasty.request({ method: 'post', uri: 'https://api.twilio.com/', data: { a: 1 } });
    await expect(request).rejects.toMatchObject({ name: 'NoAnswerError', reason: 'timeout', sent: true });
  });

  it('does not follow a redirect', async () => {
    answer = (response) => response.writeHead(302, { Location: 'https://evil.example/' }).end();
    const { statusCode } = await transport.request({ method: 'get', uri: 'https://api.twilio.com/' });
    expect(statusCode).toBe(302);
  });
});
