import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';
import { ACCOUNT } from './settings.ts';

export type Webhooks = { post(form: Record<string, string>): Promise<number>; close(): void };

/** Posts signed forms over kept connections, to each server in turn; they are all known by the first one's address. */
export function createWebhooks(servers: string[], publicUrl: string, connections: number): Webhooks {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const path = '/twilio/inbound';
  let turn = 0;
  return {
    post(form) {
      const server = servers[turn++ % servers.length] ?? publicUrl;
      const body = new URLSearchParams(form).toString();
      const headers = {
        'Content-Type': 'application/x-www-form-urlencoded',
        'Content-Length': Buffer.byteLength(body),
        'X-Twilio-Signature': signature(publicUrl + path, form),
      };
      return send(server + path, { headers, agent, body });
    },
    close: () => agent.destroy(),
  };
}

/** A kept connection may be closed by the server in the moment it is used again: then it is posted once more. */
function send(
  url: string,
  call: { headers: Record<string, string | number>; agent: Agent; body: string },
): Promise<number> {
  const { headers, agent, body } = call;
  return new Promise((resolve, reject) => {
    const posted = request(url, { method: 'POST', headers, agent }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    });
    posted.on('error', (error) => {
      if (posted.reusedSocket) resolve(send(url, call));
      else reject(error);
    });
    posted.end(body);
  });
}

function signature(url: string, form: Record<string, string>): string {
  const fields = Object.keys(form).sort();
  const text = url + fields.map((name) => name + form[name]).join('');
  return createHmac('sha1', ACCOUNT.token).update(text).digest('base64');
}
