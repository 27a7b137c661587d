import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';

const PRODUCTION = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://bot.example',
  MONGODB_URI: 'mongodb://records.example',
  REDIS_URL: 'redis://state.example',
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'a token',
  TWILIO_WHATSAPP_FROM: 'whatsapp:+14155238886',
  SECRET_KEY: 'a secret key',
  ENCRYPTION_KEY: 'an encryption key',
  CERTIFICATE_KEY: 'a certificate key',
  CONTROLLER_NAME: 'Cámara de Ejemplo',
  CONTROLLER_CONTACT: 'datos@camara.example',
  POLICY_URL: 'https://camara.example/datos',
};

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'fortaleser-settings-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

describe('in production', () => {
  it('nothing is missing when everything is set, and nothing is written', () => {
    const { config } = readConfig({ ...PRODUCTION, DATA_DIR: join(dataDir, 'none') });
    expect(config).toMatchObject({ port: 3000, portIsChosen: true, publicUrl: 'https://bot.example' });
  });

  it.each(Object.keys(PRODUCTION).filter((name) => name !== 'NODE_ENV'))(
    'a missing or blank %s stops the start with its name',
    (name) => {
      const missing = `These settings are missing: ${name}`;
      expect(() => readConfig({ ...PRODUCTION, [name]: undefined })).toThrow(missing);
      expect(() => readConfig({ ...PRODUCTION, [name]: '  ' })).toThrow(missing);
    },
  );
});

describe('a setting that is wrong', () => {
  it.each([
    ['PORT', 'abc'],
    ['PORT', '70000'],
    ['LOG_LEVEL', 'loud'],
    ['NODE_ENV', 'prod'],
    ['PUBLIC_URL', 'bot.example'],
    ['TWILIO_API_URL', 'ftp://files.example'],
    ['TIME_ZONE', 'Bogota'],
    ['DEFAULT_LOCALE', 'fr'],
    ['ROLE', 'cook'],
  ])('%s=%s stops the start with its name', (name, value) => {
    expect(() => readConfig({ DATA_DIR: dataDir, [name]: value })).toThrow(
      expect.objectContaining({ name: 'SettingFault', message: expect.stringContaining(`${name}: `) }),
    );
  });

  it.each(['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_WHATSAPP_FROM'] as const)(
    'without %s the other two do not pass for the simulator',
    (name) => {
      const { TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_WHATSAPP_FROM } = PRODUCTION;
      const twilio = { TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_WHATSAPP_FROM };
      expect(() => readConfig({ ...twilio, DATA_DIR: dataDir, [name]: '' })).toThrow(`missing: ${name}`);
    },
  );
});

describe('with nothing set', () => {
  it('blank counts as nothing, as in .env.example', () => {
    const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
    const lines = example.split('\n').filter((line) => /^[A-Z]/.test(line));
    const env = Object.fromEntries(lines.map((line) => line.split(/=(.*)/s).slice(0, 2)));
    const { config: filled } = readConfig({ ...env, DATA_DIR: dataDir });
    const { config } = readConfig({ DATA_DIR: dataDir });
    expect(filled).toEqual(config);
    expect(config).toMatchObject({ port: 3000, portIsChosen: false, twilio: null });
  });

  it('the keys are made once and kept', () => {
    const { secrets } = readConfig({ DATA_DIR: dataDir });
    expect(secrets.encryptionKey.length).toBeGreaterThan(40);
    expect(secrets.certificateKey.length).toBeGreaterThan(40);
    expect(readConfig({ DATA_DIR: dataDir }).secrets).toEqual(secrets);
  });

  it('a broken file of keys is named, never replaced', () => {
    const file = join(dataDir, 'keys.json');
    writeFileSync(file, '{"secretKey": "ab');
    expect(() => readConfig({ DATA_DIR: dataDir })).toThrow(file);
    expect(readFileSync(file, 'utf8')).toBe('{"secretKey": "ab');
  });
});
