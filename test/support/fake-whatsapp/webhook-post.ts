import * as http from 'node:http';
import * as https from 'node:https';
import twilio from 'twilio';

export type WebhookAnswer = { status: number; body: string; headers: http.IncomingHttpHeaders };

export type WebhookPoster = {
  /** A signed form, as Twilio posts it; rejects when there was no answer. */
  post(url: string, form: Record<string, string>, token?: string): Promise<WebhookAnswer>;
  close(): void;
};

/** Twilio waits so long for a webhook (usage/webhooks/webhooks-connection-overrides). */
const TIMEOUT_MS = 15_000;

export function createWebhookPoster({ authToken }: { authToken: string }): WebhookPoster {
  const agents = {
    http: new http.Agent({ keepAlive: true, maxSockets: 256 }),
    https: new https.Agent({ keepAlive: true, maxSockets: 256 }),
  };

  return {
    post(url, form, token = authToken) {
      // Connection overrides stand in the fragment: neither sent nor signed.
      const target = new URL(url);
      target.hash = '';
      const signed = url.replace(/#.*$/, '');
      const secure = target.protocol === 'https:';
      const body = new URLSearchParams(form).toString();
      const headers = {
        'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8',
        'Content-Length': Buffer.byteLength(body),
        'User-Agent': 'TwilioProxy/1.1',
        'X-Twilio-Signature': twilio.getExpectedTwilioSignature(token, signed, form),
        'I-Twilio-Idempotency-Token': crypto.randomUUID(),
      };
      const agent = secure ? agents.https : agents.http;
      return new Promise((resolve, reject) => {
        const call = (secure ? https : http).request(target, {
          method: 'POST',
          headers,
          agent,
          timeout: TIMEOUT_MS,
        });
        call.on('timeout', () => call.destroy(new Error('webhook timed out')));
        call.on('error', reject);
        call.on('response', (response) => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (chunk: string) => {
            text += chunk;
          });
          response.on('error', reject);
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, body: text, headers: response.headers }),
          );
        });
        call.end(body);
      });
    },

    close() {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}
