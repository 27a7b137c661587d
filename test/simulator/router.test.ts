import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type FakePorts, fakePorts } from './fake-ports.ts';
import { type SimulatorServer, startSimulator } from './server.ts';

const ROSA = '+573000001234';
const identity = { kind: 'phone', value: ROSA } as const;

let ports: FakePorts;
let server: SimulatorServer;

beforeEach(async () => {
  ports = fakePorts();
  server = await startSimulator(ports, { heartbeatMs: 50 });
});

afterEach(() => server.close());

describe('POST /messages', () => {
  it('makes an inbound message of what a phone sends', async () => {
    const response = await post('/messages', {
      from: ROSA,
      content: { kind: 'tap', payload: 'screening.1.shop', title: 'Local' },
      repliedTo: 'SMabc',
      profileName: 'Rosa Elvira',
    });
    const { id } = (await response.json()) as { id: string };
    expect(response.status).toBe(202);
    expect(id).toMatch(/^SIM[0-9a-f]{32}$/);
    expect(ports.received).toEqual([
      {
        id,
        channel: 'simulator',
        identities: [identity],
        to: 'whatsapp:+10000000000',
        content: { kind: 'tap', payload: 'screening.1.shop', title: 'Local' },
        profileName: 'Rosa Elvira',
        repliedTo: 'SMabc',
        receivedAt: expect.any(Date),
      },
    ]);
  });

  it('keeps the id a page gives, so that a repeated send counts once', async () => {
    const id = `SIM${'a'.repeat(32)}`;
    for (const _ of [1, 2])
      await post('/messages', { id, from: ROSA, content: { kind: 'text', text: 'hola' } });
    expect(ports.received.map((message) => message.id)).toEqual([id]);
  });

  it('takes a contact without a number', async () => {
    await post('/messages', { from: 'CO.1A2B3C', content: { kind: 'text', text: 'hola' } });
    expect(ports.received[0]?.identities).toEqual([{ kind: 'scoped', value: 'CO.1A2B3C' }]);
  });

  it('takes media and places without files', async () => {
    await post('/messages', { from: ROSA, content: { kind: 'media', media: 'audio' } });
    await post('/messages', { from: ROSA, content: { kind: 'location', latitude: 4.4, longitude: -75.2 } });
    expect(ports.received.map((message) => message.content)).toEqual([
      { kind: 'media', media: 'audio', caption: '' },
      { kind: 'location', latitude: 4.4, longitude: -75.2, label: '' },
    ]);
  });

  it('counts 1 600 emoji as 1 600 characters', async () => {
    const text = '🌽'.repeat(1600);
    expect((await post('/messages', { from: ROSA, content: { kind: 'text', text } })).status).toBe(202);
    const longer = { from: ROSA, content: { kind: 'text', text: `${text}🌽` } };
    expect((await post('/messages', longer)).status).toBe(400);
  });

  it.each([
    ['no sender', { content: { kind: 'text', text: 'hola' } }, /from/],
    [
      'a sender that is none',
      { from: 'tienda', content: { kind: 'text', text: 'hola' } },
      /from is not right: a number/,
    ],
    [
      'nothing said',
      { from: ROSA, content: { kind: 'text', text: ' \n' } },
      /content\.text is not right: write/,
    ],
    ['an unknown kind', { from: ROSA, content: { kind: 'poll' } }, /content\.kind/],
    ['an unknown medium', { from: ROSA, content: { kind: 'media', media: 'gif' } }, /content\.media/],
    [
      'a place off the globe',
      { from: ROSA, content: { kind: 'location', latitude: 91, longitude: 0 } },
      /latitude/,
    ],
    ['an id of another shape', { id: 'SM1', from: ROSA, content: { kind: 'text', text: 'hola' } }, /id/],
    ['a list', [], /The body/],
  ])('refuses %s with a sentence', async (_name, body, sentence) => {
    const response = await post('/messages', body);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ error: expect.stringMatching(sentence) });
    expect(ports.received).toEqual([]);
  });

  it('refuses what is not JSON: 413 for its size, 415 for its type, 400 for its grammar', async () => {
    expect((await post('/messages', { from: ROSA, filler: 'x'.repeat(65 * 1024) })).status).toBe(413);
    expect((await raw('/messages', 'from=x', 'application/x-www-form-urlencoded')).status).toBe(415);
    expect((await raw('/messages', '{"from":', 'application/json')).status).toBe(400);
  });
});

describe('GET /history', () => {
  it('pages backwards, oldest first', async () => {
    for (let n = 1; n <= 70; n += 1) ports.say(identity, { kind: 'text', text: String(n) });
    const newest = await history(`from=${encodeURIComponent(ROSA)}`);
    expect(newest.messages).toHaveLength(60);
    expect(newest.messages.at(-1)).toMatchObject({ presentation: { text: '70' } });
    expect(newest.more).toBe(true);
    const rest = await history(`from=${encodeURIComponent(ROSA)}&before=${newest.messages[0]?.id}`);
    expect(rest.messages).toHaveLength(10);
    expect(rest.more).toBe(false);
  });

  it('refuses a sender that is none', async () => {
    expect((await fetch(`${server.url}/history?from=nobody`)).status).toBe(400);
    expect((await fetch(`${server.url}/history?from=${ROSA}`)).status).toBe(400); // a bare + is a space
  });
});

describe('POST /read', () => {
  it('reports each message once', async () => {
    expect((await post('/read', { ids: ['out-1', 'out-2', 'out-1'] })).status).toBe(204);
    expect(ports.read).toEqual(['out-1', 'out-2']);
  });

  it('refuses an empty list', async () => {
    expect((await post('/read', { ids: [] })).status).toBe(400);
  });
});

describe('GET /events', () => {
  it('tells what happens to each of its phones, beats, and stops watching when the page goes', async () => {
    const leaving = new AbortController();
    const query = new URLSearchParams([
      ['from', ROSA],
      ['from', 'CO.1A2B'],
    ]);
    const response = await fetch(`${server.url}/events?${query}`, { signal: leaving.signal });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    expect(ports.watchers()).toBe(2);

    const said = ports.say({ kind: 'scoped', value: 'CO.1A2B' }, { kind: 'text', text: 'línea\nsegunda' });
    ports.say({ kind: 'phone', value: '+573000009999' }, { kind: 'text', text: 'de otra persona' });
    const text = await readUntil(
      response,
      (seen) => seen.includes('data: {') && /(beat[\s\S]*){3}/.test(seen),
    );
    const events = [...text.matchAll(/^data: (\{.*\})$/gm)].map((match) => JSON.parse(match[1] ?? ''));
    expect(events).toEqual([{ from: 'CO.1A2B', message: said }]);

    leaving.abort();
    await vi.waitFor(() => expect(ports.watchers()).toBe(0));
  });

  it('stops all watching when one of its phones cannot be watched', async () => {
    const watch = ports.watch;
    ports.watch = (who, listener) =>
      who.kind === 'scoped' ? Promise.reject(new Error('away')) : watch(who, listener);
    const response = await fetch(`${server.url}/events?from=%2B573000001234&from=CO.1A2B`);
    expect(response.status).toBe(500);
    expect(ports.watchers()).toBe(0);
  });

  it('refuses a stream for nobody', async () => {
    expect((await fetch(`${server.url}/events`)).status).toBe(400);
  });
});

describe('the page', () => {
  it('is found without the slash at its end', async () => {
    const response = await fetch(`${server.url}?a=b`);
    expect(response.url).toBe(`${server.url}/?a=b`);
    expect(await response.text()).toContain('<title>FortaleSER');
  });

  it('keeps to a policy without inline code and asks again for changed files', async () => {
    const html = await (await fetch(`${server.url}/`)).text();
    expect(html).not.toMatch(/\sstyle=|\son\w+=|<style|<script>/);
    const script = await fetch(`${server.url}/app.js`);
    expect(script.headers.get('content-type')).toMatch(/javascript/);
    expect(script.headers.get('cache-control')).toBe('no-cache');
  });

  it('gives out nothing but what a browser needs', async () => {
    expect((await fetch(`${server.url}/package.json`)).status).toBe(404);
    expect((await fetch(`${server.url}/%2e%2e/router.ts`)).status).toBe(404);
  });
});

function post(path: string, body: unknown): Promise<Response> {
  return raw(path, JSON.stringify(body), 'application/json');
}

function raw(path: string, body: string, type: string): Promise<Response> {
  return fetch(server.url + path, { method: 'POST', headers: { 'Content-Type': type }, body });
}

async function history(query: string): Promise<{ messages: { id: string }[]; more: boolean }> {
  return (await (await fetch(`${server.url}/history?${query}`)).json()) as never;
}

async function readUntil(response: Response, enough: (seen: string) => boolean): Promise<string> {
  const decoder = new TextDecoder();
  let seen = '';
  for await (const chunk of response.body ?? []) {
    seen += decoder.decode(chunk as Uint8Array, { stream: true });
    if (enough(seen)) return seen;
  }
  return seen;
}
