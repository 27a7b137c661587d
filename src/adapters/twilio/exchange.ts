import * as http from 'node:http';
import * as https from 'node:https';
import { NoAnswerError } from './no-answer-error.ts';

export type HttpRequest = {
  url: URL;
  method: string;
  headers: Record<string, string | number>;
  body: string | null;
  agent: http.Agent;
  /** For all of it: waiting for a free connection, connecting, the answer's last byte. */
  timeoutMs: number;
};

export type HttpAnswer = { statusCode: number; headers: http.IncomingHttpHeaders; body: string };

/** One HTTP request; where it fails, a NoAnswerError knows whether it may have reached the other side. */
export function exchange({ url, method, headers, body, agent, timeoutMs }: HttpRequest): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const secure = url.protocol === 'https:';
    const call = (secure ? https : http).request(url, { method, headers, agent });
    let sent = false;
    let timedOut = false;

    const timer = setTimeout(() => {
      timedOut = true;
      call.destroy(new Error('timeout'));
    }, timeoutMs);

    const fail = (cause: unknown) => {
      clearTimeout(timer);
      const maybe = sent && !CONNECTION_NEVER_MADE.has(codeOf(cause));
      const reason = timedOut ? 'timeout' : maybe ? 'reset' : 'unreachable';
      reject(new NoAnswerError(reason, maybe, cause));
    };

    call.on('socket', (socket) => {
      // Until a new connection stands no byte of the request has left us.
      if (call.reusedSocket || !socket.connecting) sent = true;
      else
        socket.once(secure ? 'secureConnect' : 'connect', () => {
          sent = true;
        });
    });
    call.on('error', fail);
    call.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('error', fail);
      response.on('end', () => {
        clearTimeout(timer);
        resolve({ statusCode: response.statusCode ?? 0, headers: response.headers, body: text });
      });
    });
    call.end(body ?? undefined);
  });
}

const CONNECTION_NEVER_MADE = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
