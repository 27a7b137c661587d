import * as http from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { parse } from 'node:querystring';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ApiAnswer, type ApiRequest, refusal } from './api.ts';
import type { Api, Fault, Faults } from './faults.ts';

export type ServerOptions = {
  port: number;
  accountSid: string;
  authToken: string;
  faults: Faults;
  /** How long the API takes to answer. */
  latency: () => number;
  /** Requests at once before Twilio says 20429. */
  maxConcurrent: number;
  handle: (api: Api, request: ApiRequest, fault: Fault | null) => ApiAnswer;
  onRequest: (api: Api, request: ApiRequest) => void;
};

/** HTTP around the APIs: who may ask, what is asked, and what goes wrong on the wire. */
export async function startServer(options: ServerOptions): Promise<{ url: string; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = http.createServer((incoming, outgoing) => {
    let text = '';
    incoming.setEncoding('utf8');
    incoming.on('data', (chunk: string) => {
      text += chunk;
    });
    incoming.on('error', () => undefined);
    incoming.on('end', () => void serve(incoming, outgoing, text));
  });
  server.keepAliveTimeout = 30_000;
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });

  let concurrent = 0;
  async function serve(
    incoming: http.IncomingMessage,
    outgoing: http.ServerResponse,
    text: string,
  ): Promise<void> {
    concurrent += 1;
    try {
      const latency = options.latency();
      if (concurrent > options.maxConcurrent) return send(outgoing, refusal(429, 20429, 'Too Many Requests'));
      const answering = answerOf(incoming, text);
      if (answering === 'hang') return;
      if (latency > 0) await sleep(latency);
      if (answering === 'reset') incoming.socket.destroy();
      else if ('garbage' in answering) sendGarbage(outgoing, answering.garbage);
      else send(outgoing, answering);
    } finally {
      concurrent -= 1;
    }
  }

  function answerOf(incoming: http.IncomingMessage, text: string): ApiAnswer | Garbage | 'hang' | 'reset' {
    const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://fake');
    if (!authorized(incoming.headers.authorization)) return refusal(401, 20003, 'Authenticate');
    const api = apiOf(pathname, incoming.method ?? 'GET', options.accountSid);
    if (!api) return refusal(404, 20404, `The requested resource ${pathname} was not found`);
    const request = readRequest(incoming, { path: pathname, query: searchParams, text });
    if (!request) return refusal(415, 20415, 'Unsupported media type');
    options.onRequest(api, request);

    const fault = options.faults.take(api, request.form);
    if (!fault) return options.handle(api, request, null);
    if (fault.kind === 'answer') return errorOf(fault);
    if ('when' in fault && fault.when === 'before') return fault.kind;
    const answer = options.handle(api, request, fault);
    if ('when' in fault) return fault.kind;
    if (fault.kind === 'truncate' || fault.kind === 'garble') return { garbage: fault.kind, answer };
    return answer;
  }

  const expected = `Basic ${Buffer.from(`${options.accountSid}:${options.authToken}`).toString('base64')}`;
  function authorized(header: string | undefined): boolean {
    return header === expected;
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

type Garbage = { garbage: 'truncate' | 'garble'; answer: ApiAnswer };

function apiOf(path: string, method: string, accountSid: string): Api | null {
  const account = `/2010-04-01/Accounts/${accountSid}/Messages`;
  if (path === `${account}.json`) return method === 'POST' ? 'messages' : 'list';
  if (path.startsWith(`${account}/`)) return 'list';
  if (path === '/v1/Content' || path.startsWith('/v1/Content/')) return 'content';
  if (/^\/v[23]\/Indicators\/Typing\.json$/.test(path)) return 'typing';
  return null;
}

function readRequest(
  { method = 'GET', headers }: http.IncomingMessage,
  { path, query, text }: { path: string; query: URLSearchParams; text: string },
): ApiRequest | null {
  const type = headers['content-type'] ?? '';
  const base = { method, path, query, form: {}, json: undefined };
  if (method !== 'POST') return base;
  if (type.startsWith('application/x-www-form-urlencoded')) return { ...base, form: parse(text) };
  if (!type.startsWith('application/json')) return null;
  try {
    return { ...base, json: JSON.parse(text) };
  } catch {
    return null;
  }
}

function errorOf({ status, code, message }: Extract<Fault, { kind: 'answer' }>): ApiAnswer {
  if (code !== undefined) return refusal(status, code, message ?? 'a scripted error');
  return { status, body: message ?? '<html><body>Error</body></html>' };
}

function send(outgoing: http.ServerResponse, { status, body }: ApiAnswer): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  outgoing.writeHead(status, {
    'Content-Type': typeof body === 'string' ? 'text/html' : 'application/json',
    'Content-Length': Buffer.byteLength(text),
    'Twilio-Concurrent-Requests': '1',
  });
  outgoing.end(text);
}

function sendGarbage(outgoing: http.ServerResponse, kind: Garbage['garbage']): void {
  if (kind === 'garble') {
    send(outgoing, { status: 201, body: '<html>a gateway</html>' });
    return;
  }
  outgoing.writeHead(201, { 'Content-Type': 'application/json', 'Content-Length': 1000 });
  outgoing.write('{"sid": "SM', () => outgoing.destroy());
}
