import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findRedis } from '../../src/embedded/redis/start.ts';
import { type DataDir, makeDataDir, type Running, run, runCli, runServer } from '../support/processes.ts';
import { simulatorPhone } from '../support/simulator-client.ts';
import { copyVoice, type Voice } from '../support/voice.ts';

// Processes of their own: on a busy machine each takes its time.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

const ADDRESS = /Simulator: (http:\S+)\/simulator/;
const ANA = '+573000000001';

let dataDir: DataDir;
let servers: Running[];
beforeEach(() => {
  dataDir = makeDataDir();
  servers = [];
});
afterEach(async () => {
  for (const server of servers) server.kill('SIGKILL');
  await dataDir.remove();
});

function start(env: NodeJS.ProcessEnv = {}): Running {
  const server = runServer({ DATA_DIR: dataDir.path, PORT: '0', LOG_LEVEL: 'warn', ...env });
  servers.push(server);
  return server;
}

async function addressOf(server: Running): Promise<string> {
  return (await server.prints(ADDRESS))[1] ?? '';
}

async function occupy(port: number): Promise<Server> {
  const server = createServer().listen(port);
  await Promise.race([once(server, 'listening'), once(server, 'error')]);
  return server;
}

describe('a start that cannot succeed', () => {
  it('in production names what is missing, and nothing else', async () => {
    const server = runServer({
      NODE_ENV: 'production',
      DATA_DIR: dataDir.path,
      POLICY_URL: 'https://a.example',
    });
    const { code, stdout, stderr } = await server.ended;
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^These settings are missing: PUBLIC_URL, MONGODB_URI, REDIS_URL, [A-Z_, ]+\n$/);
    expect(stderr).not.toContain('POLICY_URL');
  });

  it('names a setting that is wrong', async () => {
    const { code, stderr } = await start({ PORT: 'abc' }).ended;
    expect(code).toBe(1);
    expect(stderr).toBe('These settings are wrong:\n  PORT: is no port\n');
  });

  it('names a chosen port that is in use, and leaves no service behind', async () => {
    const occupant = await occupy(0);
    const { port } = occupant.address() as AddressInfo;
    const { code, stderr } = await start({ PORT: String(port) }).ended;
    occupant.close();
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `Port ${port} is in use: stop what listens there, or set PORT to another one.\n`,
    });
    expect(await dataDir.leftovers()).toEqual([]);
  });
});

describe('a script that is broken', () => {
  let voice: Voice;
  beforeEach(() => {
    voice = copyVoice();
  });
  afterEach(() => voice.remove());

  it('stops the start with file, line, step and what to do, and leaves no service behind', async () => {
    voice.change('flows/menu.yaml', 'questions: to-questions', 'questions: to-nowhere');
    const args = ['test/support/serve-with.ts', voice.flows, voice.locales];
    const server = run(args, { env: { DATA_DIR: dataDir.path, PORT: '0' } });
    servers.push(server);
    const { code, stdout, stderr } = await server.ended;
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    const where = `${voice.flows}/menu.yaml:${voice.lineOf('flows/menu.yaml', '  choose:') + 1} step "choose"`;
    expect(stderr).toContain(
      `The flows are broken:\n${where}: there is no step "to-nowhere" in this flow\n    → Write one of: who, `,
    );
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(await dataDir.leftovers()).toEqual([]);
  });
});

describe('a server', () => {
  it('passes over a taken port that nobody chose, says where it is, and ends with code 0 within seconds', async () => {
    const occupant = await occupy(3000);
    const server = start({ PORT: '' });
    const url = await addressOf(server);
    expect(new URL(url).port).not.toBe('3000');
    expect((await fetch(`${url}/health`)).status).toBe(200);
    const live = await fetch(`${url}/simulator/events?from=${encodeURIComponent(ANA)}`);
    const asked = Date.now();
    server.kill('SIGTERM');
    const { code, stderr } = await server.ended;
    await live.body?.cancel().catch(() => undefined);
    occupant.close();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(Date.now() - asked).toBeLessThan(8_000);
    expect(await dataDir.leftovers()).toEqual([]);
  });

  it('told to end before it has started takes its services with it', async () => {
    const server = start();
    await expect.poll(() => existsSync(join(dataDir.path, 'redis', 'port')), { timeout: 10_000 }).toBe(true);
    server.kill('SIGINT');
    expect((await server.ended).code).toBe(0);
    expect(await dataDir.leftovers()).toEqual([]);
  });

  it('killed and started again goes on where it was, with commands beside it', async () => {
    const first = start();
    const phone = simulatorPhone(await addressOf(first), ANA);
    expect(await phone.talk(['hola', 'ver si cumplo', 'sí'])).toContain('¿Hace cuánto');
    const redis = await findRedis(dataDir.path);
    await phone.say('3 años');
    first.kill('SIGKILL');
    await first.ended;

    const second = start();
    const again = simulatorPhone(await addressOf(second), ANA);
    expect(await findRedis(dataDir.path)).toBe(redis);
    await expect
      .poll(async () => (await again.read()).at(-1), { timeout: 15_000 })
      .toContain('¿Cuántas personas');
    expect(await again.read()).toHaveLength(4);
    expect(await again.talk(['somos 3', 'asesor'])).toContain('persona');

    const env = { DATA_DIR: dataDir.path };
    const [messages, handoffs] = await Promise.all([
      runCli(['export', 'messages'], { env }),
      runCli(['handoffs'], { env }),
    ]);
    expect({ code: messages.code, stderr: messages.stderr }).toEqual({ code: 0, stderr: '' });
    expect(messages.stdout.trim().split('\n')).toHaveLength(12);
    expect(JSON.parse(handoffs.stdout)).toMatchObject({ reason: 'asked', contact: ANA });
    expect((await fetch(`${await addressOf(second)}/ready`)).status).toBe(200);
    expect(await again.talk(['menú'])).toContain('¿En qué le ayudo?');

    second.kill('SIGTERM');
    expect((await second.ended).code).toBe(0);
    expect(await dataDir.leftovers()).toEqual([]);
  });
});
