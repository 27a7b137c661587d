import { Agent, request } from 'node:http';
import express from 'express';
import { Redis } from 'ioredis';
import twilio from 'twilio';
import { ACCOUNT } from './settings.ts';

/**
 * The least that a bot can do: Express, the signature, a read and a write of Redis, one POST over a kept connection.
 * Nothing is kept of a message, nothing is repeated and nothing waits for anything: what the house costs is told as a ratio to it.
 */
const { PORT = '', REDIS_URL = '', TWILIO_API_URL = '' } = process.env;
const publicUrl = `http://127.0.0.1:${PORT}`;
const redis = new Redis(REDIS_URL);
const agent = new Agent({ keepAlive: true, maxSockets: 256 });
const path = `/2010-04-01/Accounts/${ACCOUNT.sid}/Messages.json`;
const authorization = `Basic ${Buffer.from(`${ACCOUNT.sid}:${ACCOUNT.token}`).toString('base64')}`;

const app = express();
app.get('/ready', (_request, response) => {
  response.json({});
});
app.post('/twilio/inbound', express.urlencoded({ extended: false }), async (incoming, response) => {
  const form = incoming.body as Record<string, string>;
  const url = publicUrl + incoming.originalUrl;
  const signature = incoming.get('X-Twilio-Signature') ?? '';
  if (!twilio.validateRequest(ACCOUNT.token, signature, url, form)) {
    response.status(403).end();
    return;
  }
  const key = `bare:${form.From}`;
  const count = Number((await redis.get(key)) ?? 0) + 1;
  await redis.set(key, count);
  response.type('text/xml').send('<Response/>');
  post({ To: form.From ?? '', From: ACCOUNT.from, Body: `Mensaje ${count}: ${form.Body}` });
});
app.listen(Number(PORT));
process.on('SIGTERM', () => process.exit(0));

function post(fields: Record<string, string>): void {
  const body = new URLSearchParams(fields).toString();
  const headers = {
    Authorization: authorization,
    'Content-Type': 'application/x-www-form-urlencoded',
    'Content-Length': Buffer.byteLength(body),
  };
  request(TWILIO_API_URL + path, { method: 'POST', headers, agent }, (answer) => answer.resume()).end(body);
}
