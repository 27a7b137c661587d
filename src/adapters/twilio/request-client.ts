import * as http from 'node:http';
import * as https from 'node:https';
import twilio from 'twilio';
import { exchange } from './exchange.ts';

/** Twilio answers a healthy request well under a second; a reply must not wait for one that is not. */
export const REQUEST_TIMEOUT_MS = 10_000;

/** Twilio limits concurrent requests per account without publishing the number (error 20429): stay well below. */
export const MAX_SOCKETS = 20;

/** Idle connections go before the other side closes them: a request written to a closed one has an unknown end. */
const IDLE_SOCKET_MS = 4_000;

const TWILIO_HOSTS = new Set(['api.twilio.com', 'content.twilio.com', 'messaging.twilio.com']);

export type RequestClientOptions = {
  /** Stands in for every Twilio host, e.g. `http://127.0.0.1:4010`. */
  apiUrl?: string | undefined;
  timeoutMs?: number | undefined;
  maxSockets?: number | undefined;
};

/** What twilio-node expects back; it parses a body that is text itself. */
type Answer<TData> = { statusCode: number; headers: unknown; body: TData };

type RequestOptions = Parameters<InstanceType<typeof twilio.RequestClient>['request']>[0];

/**
 * The transport under twilio-node. Its own goes through axios, which costs more processor time than all the
 * rest of a send and hides whether a failed request had left us; it also logs bodies when told to by the environment.
 */
export class TwilioRequestClient extends twilio.RequestClient {
  readonly #base: URL | null;
  readonly #timeoutMs: number;
  readonly #agents: { http: http.Agent; https: https.Agent };

  constructor({
    apiUrl,
    timeoutMs = REQUEST_TIMEOUT_MS,
    maxSockets = MAX_SOCKETS,
  }: RequestClientOptions = {}) {
    super();
    this.#base = apiUrl ? new URL(apiUrl) : null;
    this.#timeoutMs = timeoutMs;
    const pool = { keepAlive: true, maxSockets, timeout: IDLE_SOCKET_MS };
    this.#agents = { http: new http.Agent(pool), https: new https.Agent(pool) };
  }

  override async request<TData>(options: RequestOptions): Promise<Answer<TData>> {
    const url = this.#route(options);
    const body = encodeBody(options);
    const answer = await exchange({
      url,
      method: options.method.toUpperCase(),
      headers: headersOf(options, body),
      body,
      agent: url.protocol === 'https:' ? this.#agents.https : this.#agents.http,
      timeoutMs: options.timeout ?? this.#timeoutMs,
    });
    return { ...answer, body: answer.body as TData };
  }

  close(): void {
    this.#agents.http.destroy();
    this.#agents.https.destroy();
  }

  /** An address outside Twilio (a next page, say) would carry our credentials to a stranger. */
  #route({ uri, params }: RequestOptions): URL {
    const url = new URL(uri);
    if (!TWILIO_HOSTS.has(url.hostname)) throw new Error(`not a known Twilio host: ${url.hostname}`);
    for (const [key, value] of params ? formEntries(params) : []) url.searchParams.append(key, value);
    if (!this.#base) return url;
    return new URL(this.#base.pathname.replace(/\/$/, '') + url.pathname + url.search, this.#base);
  }
}

function headersOf(options: RequestOptions, body: string | null): Record<string, string | number> {
  const headers: Record<string, string | number> = { ...options.headers };
  if (options.username && options.password) {
    const credentials = Buffer.from(`${options.username}:${options.password}`).toString('base64');
    headers.Authorization = `Basic ${credentials}`;
  }
  if (body !== null) headers['Content-Length'] = Buffer.byteLength(body);
  return headers;
}

function encodeBody({ data, headers }: RequestOptions): string | null {
  if (data === undefined || data === null) return null;
  if (headers?.['Content-Type'] === 'application/json') return JSON.stringify(data);
  return new URLSearchParams(formEntries(data)).toString();
}

/** Twilio takes a list as the same key again and again. */
function formEntries(data: object): [string, string][] {
  return Object.entries(data).flatMap(([key, value]) => {
    const values = Array.isArray(value) ? value : [value];
    return values.filter((one) => one !== undefined).map((one): [string, string] => [key, String(one)]);
  });
}
