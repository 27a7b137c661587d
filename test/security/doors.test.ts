import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import express from 'express';
import twilio from 'twilio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readHistory } from '../../src/adapters/mongo/history.ts';
import { createHttpApp } from '../../src/http/app.ts';
import { contactOf, isThrough } from '../support/coverage.ts';
import { recordingLog, startTestWorld, type TestWorld } from '../support/test-app.ts';
import { until } from '../support/waiting.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await startTestWorld();
  // Tests before may have used up what this address may ask for.
  await world.app.house.redis.flushdb();
});
afterAll(() => world.close());

const PERSON = 'whatsapp:+573005700001';

function inbound(form: Record<string, string>): Promise<Response> {
  const url = `${world.app.url}/twilio/inbound`;
  const signature = twilio.getExpectedTwilioSignature(world.fake.authToken, url, form);
  return fetch(url, {
    method: 'POST',
    headers: { 'X-Twilio-Signature': signature },
    body: new URLSearchParams(form),
  });
}

describe('a media address in a message', () => {
  it('is never visited', async () => {
    let visits = 0;
    const trap = createServer((_request, response) => {
      visits++;
      response.end();
    }).listen(0, '127.0.0.1');
    await once(trap, 'listening');
    const address = `http://127.0.0.1:${(trap.address() as AddressInfo).port}/latest/meta-data`;
    const answer = await inbound({
      MessageSid: `MM${'a'.repeat(32)}`,
      From: PERSON,
      To: 'whatsapp:+14155238886',
      NumMedia: '1',
      MediaUrl0: address,
      MediaContentType0: 'image/jpeg',
      Body: 'mire',
    });
    expect(answer.status).toBe(200);
    const { house } = world.app;
    const contactId = await contactOf(house, PERSON);
    await until('it is answered', () => isThrough(house, contactId));
    trap.close();
    expect(visits).toBe(0);
    const lines = await readHistory(house.records.models, house.vault, { contactId, limit: 10 });
    expect(JSON.stringify(lines)).toContain('mire');
    expect(JSON.stringify(lines)).not.toContain('meta-data');
  });
});

describe('operators in place of values', () => {
  it('are refused or are words: nothing is found by them', async () => {
    const { app } = world;
    const form = {
      'From[$ne]': 'x',
      'MessageSid[$gt]': '',
      To: 'whatsapp:+14155238886',
      Body: '{"$ne":null}',
    };
    expect((await inbound(form)).status).toBe(400);
    for (const query of ['t[$ne]=x', 't[]=x&t[]=y', 't=x&t=y', '__proto__[t]=x'])
      expect((await fetch(`${app.url}/my-data?${query}`)).status).toBe(404);
  });
});

describe('an address', () => {
  it('gives its doors texts, never objects', async () => {
    const router = express.Router().get('/probe', (request, response) => {
      response.json(request.query);
    });
    const log = recordingLog([]);
    const app = createHttpApp([{ path: '/', router }], { log, trustedProxies: 0, isOutage: () => false });
    const server = createServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}/probe?t[$ne]=x&a[b][c]=1`);
    expect(await answer.json()).toEqual({ 't[$ne]': 'x', 'a[b][c]': '1' });
    server.close();
  });
});

describe('a request sent drop by drop', () => {
  it('is cut off, and others are answered meanwhile', { timeout: 30_000 }, async () => {
    const { hostname, port } = new URL(world.app.url);
    const lines = Array.from({ length: 50 }, () => connect(Number(port), hostname));
    const ended = Promise.all(lines.map((line) => once(line.on('error', () => undefined).resume(), 'close')));
    for (const line of lines) line.write('POST /twilio/inbound HTTP/1.1\r\nHost: x\r\nX-Slow: ');
    expect((await fetch(`${world.app.url}/health`)).status).toBe(200);
    await ended;
  });
});

describe('every page', () => {
  it('may use nothing of the device', async () => {
    const { headers } = await fetch(`${world.app.url}/privacy`);
    for (const device of ['camera', 'microphone', 'geolocation'])
      expect(headers.get('permissions-policy')).toContain(`${device}=()`);
  });
});
