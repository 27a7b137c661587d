import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { type FakeWhatsApp, startFakeWhatsApp } from '../support/fake-whatsapp/fake-whatsapp.ts';
import { testEnvironment } from '../support/test-app.ts';
import { until } from '../support/waiting.ts';
import { type Built, build, clear, readStages } from './dockerfile.ts';

// The packages are installed as the image would, and a process started from them.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));

describe('the image', () => {
  let into: string;
  let image: Built;
  let fake: FakeWhatsApp;
  beforeAll(async () => {
    into = mkdtempSync(join(tmpdir(), 'fortaleser-image-'));
    image = build(readStages(join(PROJECT, 'Dockerfile')), { project: PROJECT, into });
    fake = await startFakeWhatsApp();
  });
  afterAll(async () => {
    await fake.close();
    clear(into);
  });

  const start = (env: NodeJS.ProcessEnv) => {
    const [program = '', ...args] = image.command;
    expect(program).toBe('node');
    const folder = join(image.folder, image.workdir);
    return spawn(process.execPath, args, {
      cwd: folder,
      env: { PATH: process.env.PATH, ...image.env, ...env },
    });
  };

  it('runs as somebody without rights, on the runtime the project is pinned to', () => {
    expect(image.user).toBe('node');
    const stages = readStages(join(PROJECT, 'Dockerfile'));
    const { dependencies } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8'));
    const major = String(dependencies.node).split('.')[0];
    for (const { image: base } of stages) expect(base).toMatch(new RegExp(`^node:${major}-.*-slim$`));
  });

  it('holds what production needs and nothing of development', () => {
    const app = join(image.folder, image.workdir);
    const packages = readdirSync(join(app, 'node_modules'));
    expect(packages).toEqual(expect.arrayContaining(['express', 'twilio', 'mongoose', 'bullmq']));
    for (const one of ['vitest', 'typescript', 'playwright-core', 'node'])
      expect(packages).not.toContain(one);
    for (const one of ['test', '.env', '.data']) expect(existsSync(join(app, one)), one).toBe(false);
  });

  it('says which settings are missing, and ends', async () => {
    const child = start({});
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said += String(chunk);
    });
    const [code] = await once(child, 'exit');
    expect(code).toBe(1);
    expect(said).toMatch(/MONGODB_URI[\s\S]*ENCRYPTION_KEY/);
  });

  it('takes messages with its settings, writes no file of its own, and ends on SIGTERM', async () => {
    const settings = await testEnvironment(fake);
    const before = readdirSync(join(image.folder, image.workdir)).sort();
    const child = start({
      ...settings,
      ...{ NODE_ENV: 'production', PUBLIC_URL: 'https://bot.example', LOG_LEVEL: 'silent' },
      ...{ CONTROLLER_NAME: 'Entidad DEMO', CONTROLLER_CONTACT: 'contacto DEMO' },
      ...{ POLICY_URL: 'https://bot.example/privacy', METRICS_TOKEN: 'a token for tests only' },
      CERTIFICATE_KEY: 'a certificate key for tests only, long enough',
    });
    const ended = once(child, 'exit');
    try {
      await until('it is ready', async () => {
        const answer = await fetch(`http://127.0.0.1:${settings.PORT}/ready`).catch(() => null);
        return answer?.ok === true;
      });
      expect(readdirSync(join(image.folder, image.workdir)).sort()).toEqual(before);
    } finally {
      child.kill('SIGTERM');
    }
    expect((await ended)[0]).toBe(0);
  });
});

type Service = {
  image?: string;
  build?: string;
  environment?: Record<string, string>;
  read_only?: boolean;
  volumes?: string[];
  command?: string[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
};

describe('compose.yaml', () => {
  const { services, volumes } = parse(readFileSync(join(PROJECT, 'compose.yaml'), 'utf8'), {
    merge: true,
  }) as { services: Record<string, Service>; volumes: Record<string, null> };

  it('has the app, its worker, a Redis that keeps what it was told, and a replica set', () => {
    expect(Object.keys(services).sort()).toEqual(['mongodb', 'redis', 'web', 'worker']);
    expect(services.web?.environment?.ROLE).toBe('web');
    expect(services.worker?.environment?.ROLE).toBe('worker');
    expect(services.redis?.command).toEqual(expect.arrayContaining(['--appendonly', 'yes', 'noeviction']));
    expect(services.mongodb?.command).toEqual(expect.arrayContaining(['--replSet', 'rs0']));
  });

  it('names only services and volumes that are there, and waits until they answer', () => {
    for (const { depends_on = {}, volumes: mounted = [] } of Object.values(services)) {
      for (const [name, { condition }] of Object.entries(depends_on)) {
        expect(services[name]?.healthcheck, name).toBeDefined();
        expect(condition).toBe('service_healthy');
      }
      for (const mount of mounted) expect(Object.keys(volumes)).toContain(mount.split(':')[0]);
    }
  });

  it('gives the app no place to write and no rights to gain', () => {
    for (const name of ['web', 'worker'])
      expect(services[name]).toMatchObject({
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
      });
  });
});

it('every setting the containers get is one the app knows', () => {
  const known = readFileSync(join(PROJECT, '.env.example'), 'utf8');
  const compose = readFileSync(join(PROJECT, 'compose.yaml'), 'utf8');
  for (const [, name = ''] of compose.matchAll(/^ {6}([A-Z_]+):/gm)) expect(known).toContain(`${name}=`);
});
