import * as http from 'node:http';
import * as https from 'node:https';
import twilio from 'twilio';
import { connectionOverrides } from './connection-overrides.ts';

export type WebhookAnswer = { status: number; body: string; headers: http.IncomingHttpHeaders };

export type WebhookPoster = ReturnType<typeof createWebhookPoster>;

type Post = { url: string; form: Record<string, string>; token?: string };
type Ready = { target: URL; body: string; headers: Record<string, string | number>; timeoutMs: number };

/** Signs forms and posts them to the server under test, again where the address asks for it. */
export function createWebhookPoster({ authToken }: { authToken: string }) {
  const agents = {
    http: new http.Agent({ keepAlive: true, maxSockets: 256 }),
    https: new https.Agent({ keepAlive: true, maxSockets: 256 }),
  };

  function prepare({ url, form, token = authToken }: Post): Ready {
    // The fragment is neither sent nor signed.
    const signed = url.replace(/#.*$/, '');
    const body = new URLSearchParams(form).toString();
    const headers = {
      'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8',
      'Content-Length': Buffer.byteLength(body),
      'User-Agent': 'TwilioProxy/1.1',
      'X-Twilio-Signature': twilio.getExpectedTwilioSignature(token, signed, form),
      // The same on every try of one webhook.
      'I-Twilio-Idempotency-Token': crypto.randomUUID(),
    };
    return { target: new URL(signed), body, headers, timeoutMs: connectionOverrides(url).readTimeoutMs };
  }

  function open({ target, headers }: Ready): http.ClientRequest {
    const secure = target.protocol === 'https:';
    const agent = secure ? agents.https : agents.http;
    return (secure ? https : http).request(target, { method: 'POST', headers, agent });
  }

  function once(ready: Ready): Promise<WebhookAnswer> {
    return new Promise((resolve, reject) => {
      const call = open(ready);
      call.setTimeout(ready.timeoutMs, () => call.destroy(new Error('webhook timed out')));
      call.on('error', reject);
      call.on('response', (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          body += chunk;
        });
        response.on('error', reject);
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body, headers: response.headers }),
        );
      });
      call.end(ready.body);
    });
  }

  return {
    /** Rejects when there was no answer to the last try. */
    async post(post: Post): Promise<WebhookAnswer> {
      const ready = prepare(post);
      const { retries, again } = connectionOverrides(post.url);
      for (let left = retries; ; left--) {
        try {
          const answer = await once(ready);
          if (left === 0 || !again(answer.status)) return answer;
        } catch (error) {
          if (left === 0 || !again(connected(error) ? 'rt' : 'ct')) throw error;
        }
      }
    },

    /** Sends half a form and hangs up. */
    postHalf(post: Post): Promise<void> {
      const ready = prepare(post);
      return new Promise((resolve) => {
        const call = open(ready);
        call.on('error', () => resolve());
        call.write(ready.body.slice(0, ready.body.length / 2), () => call.destroy(new Error('hung up')));
      });
    },

    close(): void {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

function connected(error: unknown): boolean {
  return !(error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED');
}
