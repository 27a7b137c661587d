import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { InboundBudget } from './domain/flood.ts';

const optional = z.string().optional();
const url = z.url({ protocol: /^https?$/, error: 'is no address like https://bot.example' }).optional();

/** Every setting, as `.env.example` explains it. One left blank counts as not set. */
const settings = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  PORT: z.coerce.number({ error: 'is no port' }).int().min(0).max(65_535).optional(),
  PUBLIC_URL: url,
  DATA_DIR: z.string().default('.data'),
  MONGODB_URI: optional,
  REDIS_URL: optional,
  TWILIO_ACCOUNT_SID: optional,
  TWILIO_AUTH_TOKEN: optional,
  TWILIO_AUTH_TOKEN_NEXT: optional,
  TWILIO_WHATSAPP_FROM: optional,
  TWILIO_API_URL: url,
  TWILIO_TEMPLATES: z.string().default('').transform(toTemplates),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  ROLE: z.enum(['all', 'web', 'worker']).default('all'),
  SECRET_KEY: optional,
  ENCRYPTION_KEY: optional,
  CERTIFICATE_KEY: optional,
  CERTIFICATE_LOGOS: optional,
  METRICS_TOKEN: optional,
  CONTROLLER_NAME: optional,
  CONTROLLER_CONTACT: optional,
  POLICY_URL: url,
  DEFAULT_LOCALE: z.enum(['es', 'en']).default('es'),
  TIME_ZONE: z.string().default('America/Bogota').refine(isTimeZone, 'is no time zone'),
  LLM_MODEL: optional,
  BROADCAST_RATE: z.coerce.number({ error: 'is no number' }).min(0.1).max(1_000).default(80),
  BROADCAST_AT_ONCE: z.coerce.number({ error: 'is no number' }).int().min(1).max(100).default(20),
  BROADCAST_APPROVAL_FROM: z.coerce.number({ error: 'is no number' }).int().min(1).default(50),
  INBOUND_PER_MINUTE: z.coerce.number({ error: 'is no number' }).int().min(1).default(60),
  INBOUND_PER_HOUR: z.coerce.number({ error: 'is no number' }).int().min(1).default(300),
  TRUST_PROXY: z.coerce.number({ error: 'is no number' }).int().min(0).max(10).default(0),
  BROADCAST_HOURS: z.enum(['lawful', 'any']).default('lawful'),
});
type Settings = z.infer<typeof settings>;

export type TwilioSettings = {
  accountSid: string;
  authToken: string;
  nextAuthToken: string | undefined;
  from: string;
  apiUrl: string | undefined;
};

export type Config = {
  environment: Settings['NODE_ENV'];
  port: number;
  /** Where the port was not chosen, a taken one is passed over for the next. */
  portIsChosen: boolean;
  publicUrl: string | undefined;
  dataDir: string;
  mongodbUri: string | undefined;
  redisUrl: string | undefined;
  twilio: TwilioSettings | null;
  /** Content SIDs of approved templates by `name:locale`. */
  templates: ReadonlyMap<string, string>;
  logLevel: Settings['LOG_LEVEL'];
  role: Settings['ROLE'];
  controller: { name: string; contact: string; policyUrl: string | undefined };
  /** A folder of `<chamber>.png` or `.jpg`. */
  certificateLogos: string | undefined;
  metricsToken: string | undefined;
  defaultLocale: Settings['DEFAULT_LOCALE'];
  timeZone: string;
  llmModel: string | undefined;
  /** Messages one person may write before the bot rests. */
  inboundBudget: InboundBudget;
  /** Proxies in front of us whose word on the asker's address is taken. */
  trustedProxies: number;
  /** Speed, caution and hours of what is sent to many. */
  broadcasts: { rate: number; atOnce: number; approvalFrom: number; hours: 'lawful' | 'any' };
};

/** Secrets are kept apart from the rest, so that no log of the settings shows them. */
export type Secrets = { secretKey: string; encryptionKey: string; certificateKey: string };

export class SettingFault extends Error {
  override name = 'SettingFault' as const;
}

const REQUIRED_IN_PRODUCTION = [
  'PUBLIC_URL',
  'MONGODB_URI',
  'REDIS_URL',
  'TWILIO_ACCOUNT_SID',
  'TWILIO_AUTH_TOKEN',
  'TWILIO_WHATSAPP_FROM',
  'SECRET_KEY',
  'ENCRYPTION_KEY',
  'CERTIFICATE_KEY',
  'CONTROLLER_NAME',
  'CONTROLLER_CONTACT',
  'POLICY_URL',
] as const satisfies (keyof Settings)[];

const TWILIO_SETTINGS = ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_WHATSAPP_FROM'] as const;

/** Throws a SettingFault that names every setting which is missing or wrong. */
export function readConfig(env: NodeJS.ProcessEnv): { config: Config; secrets: Secrets } {
  const given = Object.entries(env).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : []));
  const read = settings.safeParse(Object.fromEntries(given));
  if (!read.success) {
    const lines = read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new SettingFault(`These settings are wrong:\n  ${lines.join('\n  ')}`);
  }
  const values = read.data;
  const production = values.NODE_ENV === 'production';
  const someTwilio = TWILIO_SETTINGS.some((name) => values[name]);
  const required = production ? REQUIRED_IN_PRODUCTION : someTwilio ? TWILIO_SETTINGS : [];
  const missing = required.filter((name) => !values[name]);
  if (missing.length > 0) throw new SettingFault(`These settings are missing: ${missing.join(', ')}`);
  return { config: toConfig(values), secrets: readSecrets(values, production) };
}

const DEFAULT_PORT = 3000;

function toConfig(values: Settings): Config {
  return {
    environment: values.NODE_ENV,
    port: values.PORT ?? DEFAULT_PORT,
    portIsChosen: values.PORT !== undefined || values.NODE_ENV === 'production',
    publicUrl: values.PUBLIC_URL?.replace(/\/+$/, ''),
    dataDir: values.DATA_DIR,
    mongodbUri: values.MONGODB_URI,
    redisUrl: values.REDIS_URL,
    twilio: twilioSettings(values),
    templates: values.TWILIO_TEMPLATES,
    logLevel: values.LOG_LEVEL,
    role: values.ROLE,
    controller: {
      name: values.CONTROLLER_NAME ?? 'Entidad DEMO',
      contact: values.CONTROLLER_CONTACT ?? 'contacto DEMO',
      policyUrl: values.POLICY_URL,
    },
    certificateLogos: values.CERTIFICATE_LOGOS,
    metricsToken: values.METRICS_TOKEN,
    defaultLocale: values.DEFAULT_LOCALE,
    timeZone: values.TIME_ZONE,
    llmModel: values.LLM_MODEL,
    inboundBudget: { perMinute: values.INBOUND_PER_MINUTE, perHour: values.INBOUND_PER_HOUR },
    trustedProxies: values.TRUST_PROXY,
    broadcasts: {
      rate: values.BROADCAST_RATE,
      atOnce: values.BROADCAST_AT_ONCE,
      approvalFrom: values.BROADCAST_APPROVAL_FROM,
      hours: values.BROADCAST_HOURS,
    },
  };
}

function twilioSettings(values: Settings): TwilioSettings | null {
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, TWILIO_WHATSAPP_FROM: from } = values;
  if (!accountSid || !authToken || !from) return null;
  return {
    accountSid,
    authToken,
    nextAuthToken: values.TWILIO_AUTH_TOKEN_NEXT,
    from: from.startsWith('whatsapp:') ? from : `whatsapp:${from}`,
    apiUrl: values.TWILIO_API_URL,
  };
}

function readSecrets(values: Settings, production: boolean): Secrets {
  const kept = production ? {} : keptKeys(values.DATA_DIR);
  return {
    secretKey: values.SECRET_KEY ?? kept.secretKey ?? '',
    encryptionKey: values.ENCRYPTION_KEY ?? kept.encryptionKey ?? '',
    certificateKey: values.CERTIFICATE_KEY ?? kept.certificateKey ?? '',
  };
}

/** Outside production the keys are made once; who loses the file loses what was sealed with them. */
function keptKeys(dataDir: string): Partial<Secrets> {
  return {
    ...keptIn(dataDir, 'keys.json', ['secretKey', 'encryptionKey']),
    ...keptIn(dataDir, 'certificate-key.json', ['certificateKey']),
  };
}

function keptIn(dataDir: string, name: string, keys: (keyof Secrets)[]): Partial<Secrets> {
  const file = join(dataDir, name);
  if (!existsSync(file)) makeKeys(dataDir, file, keys);
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>;
  } catch (error) {
    throw new SettingFault(`${file} cannot be read. It holds the keys to what is kept in ${dataDir}.`, {
      cause: error,
    });
  }
}

/** Written aside and linked into place: two processes that start together agree on the whole of one file. */
function makeKeys(dataDir: string, file: string, names: (keyof Secrets)[]): void {
  mkdirSync(dataDir, { recursive: true });
  const draft = `${file}.${process.pid}`;
  const keys = Object.fromEntries(names.map((name) => [name, newKey()]));
  writeFileSync(draft, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(draft);
  }
}

function newKey(): string {
  return randomBytes(32).toString('base64url');
}

const TEMPLATE = /^([a-z][a-z0-9-]*:[a-z]{2})=(HX[0-9a-fA-F]{32})$/;

/** `session-reminder:es=HX…,session-reminder:en=HX…` */
function toTemplates(text: string, context: z.RefinementCtx): Map<string, string> {
  const templates = new Map<string, string>();
  for (const pair of text.split(/[,\s]+/).filter(Boolean)) {
    const [, name, sid] = TEMPLATE.exec(pair) ?? [];
    if (name && sid) templates.set(name, sid);
    else context.addIssue({ code: 'custom', message: `"${pair}" is not name:language=HX…` });
  }
  return templates;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('es', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
